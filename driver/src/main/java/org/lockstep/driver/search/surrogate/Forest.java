package org.lockstep.driver.search.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * A random forest of regression trees over the unit cube (Breiman 2001): each tree grows on a
 * bootstrap of the points, a cut looks at five sixths of the sides and lies anywhere between two
 * points (Hutter, Hoos &amp; Leyton-Brown, "Sequential model-based optimization for general
 * algorithm configuration", LION 2011). A choice is cut between the pieces of its values only, and
 * a parameter only where it counts.
 */
public final class Forest {
  private static final int STREAM = 21;
  private static final int TREES = 64;

  private final double[][] x;
  private final double[] y;
  private final List<RegressionTree> trees = new ArrayList<>();
  private final List<boolean[]> used = new ArrayList<>();

  private Forest(double[][] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /**
   * @param settings n of them
   * @param y values (n)
   */
  public static Forest fit(Space space, List<Setting> settings, double[] y, long seed) {
    double[][] x = settings.stream().map(space::point).toArray(double[][]::new);
    boolean[][] counts = settings.stream().map(space::active).toArray(boolean[][]::new);
    Forest forest = new Forest(x, y);
    for (int tree = 0; tree < TREES; tree++) {
      Random random = new Random(space, Stream.of(seed, Purpose.SEARCH, STREAM, tree));
      int[] rows = IntStream.range(0, y.length).map(i -> random.below(y.length)).toArray();
      boolean[] in = new boolean[y.length];
      Arrays.stream(rows).forEach(row -> in[row] = true);
      forest.used.add(in);
      forest.trees.add(RegressionTree.grow(x, y, counts, rows, random));
    }
    return forest;
  }

  /** The leaves of each tree: boxes that fill the cube. */
  public List<List<Leaf>> leaves() {
    return trees.stream()
        .map(
            tree -> tree.boxes().stream().map(b -> new Leaf(b.low(), b.high(), b.value())).toList())
        .toList();
  }

  /**
   * A box with one value.
   *
   * @param low lower corner
   * @param high upper corner
   */
  public record Leaf(double[] low, double[] high, double value) {}

  /**
   * How well it says what it has not seen: 1 − Σ(y − ŷ)²/Σ(y − ȳ)², ŷ of the trees that did not
   * grow on the point ("out of bag"). 0 or less: it knows nothing.
   */
  public double explained() {
    double mean = Arrays.stream(y).average().orElseThrow();
    double error = 0;
    double total = 0;
    for (int row = 0; row < y.length; row++) {
      int point = row;
      double guess =
          IntStream.range(0, trees.size())
              .filter(tree -> !used.get(tree)[point])
              .mapToDouble(tree -> trees.get(tree).at(x[point]))
              .average()
              .orElse(mean);
      error += (y[row] - guess) * (y[row] - guess);
      total += (y[row] - mean) * (y[row] - mean);
    }
    return total == 0 ? 0 : 1 - error / total;
  }

  private static final class Random implements RegressionTree.Chance {
    private final Space space;
    private final Stream stream;
    private long block;

    Random(Space space, Stream stream) {
      this.space = space;
      this.stream = stream;
    }

    int below(int bound) {
      return stream.boundedAt(block++, bound);
    }

    @Override
    public int[] sides() {
      int[] sides = IntStream.range(0, space.dimensions()).toArray();
      int wanted = (5 * sides.length + 5) / 6;
      for (int i = 0; i < wanted; i++) {
        int other = i + below(sides.length - i);
        int side = sides[i];
        sides[i] = sides[other];
        sides[other] = side;
      }
      return Arrays.copyOf(sides, wanted);
    }

    @Override
    public double between(int side, double below, double above) {
      if (space.parameters().get(side).domain() instanceof Choice choice) {
        int from = choice.index(below) + 1;
        int cuts = choice.index(above) - choice.index(below);
        return (double) (from + (cuts > 1 ? below(cuts) : 0)) / choice.values().size();
      }
      double share = (below(1 << 24) + 1.0) / (1 << 24);
      return Math.max(Math.nextUp(below), below + share * (above - below));
    }
  }
}
