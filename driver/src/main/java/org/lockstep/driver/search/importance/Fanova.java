package org.lockstep.driver.search.importance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.lockstep.driver.search.sampler.Evidence;
import org.lockstep.driver.search.sampler.Observation;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.surrogate.Forest;

/**
 * Functional analysis of variance (Hutter et al. 2014, Algorithms 1 and 2). With f̄ the mean of a
 * tree over the cube and V its variance, a parameter's share is V_j/V,
 *
 * <pre>
 *   a_j(u) = mean of f over all other sides at u_j = u;   V_j = ∫ (a_j(u) − f̄)² du,
 * </pre>
 *
 * exactly, since a tree is constant on boxes; then the mean over the trees. Where a conditional
 * parameter does not count a tree does not depend on it, so that its share is of the whole space.
 */
public final class Fanova {

  private Fanova() {}

  /**
   * Of the largest budget with at least d + 2 scores.
   *
   * @return empty if no budget has so many, or if all scores are the same
   */
  public static Optional<Importance> of(Space space, List<Observation> observed, long seed) {
    return Evidence.of(observed, space.dimensions() + 2)
        .flatMap(evidence -> of(space, evidence, seed));
  }

  private static Optional<Importance> of(Space space, Evidence evidence, long seed) {
    Forest forest = Forest.fit(space, evidence.settings(), evidence.scores(), seed);
    double[] sums = new double[space.dimensions()];
    int trees = 0;
    for (List<Forest.Leaf> leaves : forest.leaves()) {
      double mean = mean(leaves);
      double variance = variance(leaves, mean);
      if (variance > 0) {
        trees++;
        for (int side = 0; side < sums.length; side++) {
          sums[side] += alone(leaves, side, mean) / variance;
        }
      }
    }
    if (trees == 0) {
      return Optional.empty();
    }
    Map<String, Double> shares = new LinkedHashMap<>();
    double rest = 1;
    for (int side = 0; side < sums.length; side++) {
      shares.put(space.parameters().get(side).key(), sums[side] / trees);
      rest -= sums[side] / trees;
    }
    return Optional.of(
        new Importance(shares, Math.max(0, rest), forest.explained(), evidence.scores().length));
  }

  /** The part of the cube in a leaf, one side left out; −1 to leave out none. */
  private static double volume(Forest.Leaf leaf, int without) {
    double volume = 1;
    for (int side = 0; side < leaf.low().length; side++) {
      volume *= side == without ? 1 : leaf.high()[side] - leaf.low()[side];
    }
    return volume;
  }

  /** f̄. */
  static double mean(List<Forest.Leaf> leaves) {
    return leaves.stream().mapToDouble(leaf -> volume(leaf, -1) * leaf.value()).sum();
  }

  /** V. */
  static double variance(List<Forest.Leaf> leaves, double mean) {
    return leaves.stream()
        .mapToDouble(leaf -> volume(leaf, -1) * (leaf.value() - mean) * (leaf.value() - mean))
        .sum();
  }

  /** V_j. */
  static double alone(List<Forest.Leaf> leaves, int side, double mean) {
    TreeSet<Double> cuts = new TreeSet<>();
    leaves.forEach(leaf -> cuts.add(leaf.high()[side]));
    double variance = 0;
    double from = 0;
    for (double to : cuts) {
      double middle = (from + to) / 2;
      double at = 0;
      for (Forest.Leaf leaf : leaves) {
        if (leaf.low()[side] <= middle && middle < leaf.high()[side]) {
          at += volume(leaf, side) * leaf.value();
        }
      }
      variance += (to - from) * (at - mean) * (at - mean);
      from = to;
    }
    return variance;
  }
}
