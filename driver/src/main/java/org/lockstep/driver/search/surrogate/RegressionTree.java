package org.lockstep.driver.search.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A piecewise constant function of the unit cube: a box is cut in two where the squared error falls
 * most, until few points are left in it; a leaf's value is their mean. A side is cut only where it
 * counts for every point of the box: else the place where it does not count would stand for what
 * switched it off.
 */
final class RegressionTree {
  /** No leaf has fewer points. */
  private static final int LEAF = 2;

  /**
   * A leaf.
   *
   * @param low lower corner (d)
   * @param high upper corner (d)
   */
  record Box(double[] low, double[] high, double value) {

    boolean contains(double[] point) {
      for (int i = 0; i < point.length; i++) {
        // The upper side belongs to the next box, but at the cube's end there is none.
        if (point[i] < low[i] || point[i] >= high[i] && high[i] < 1) {
          return false;
        }
      }
      return true;
    }
  }

  /** Where a box may be cut between two points, and which sides may be looked at. */
  interface Chance {

    /** The sides to try for one cut. */
    int[] sides();

    /** A place on a side, above {@code below} and up to {@code above}. */
    double between(int side, double below, double above);
  }

  private record Cut(int side, double place, double gain) {}

  private final double[][] x;
  private final double[] y;
  private final boolean[][] counts;
  private final Chance chance;
  private final List<Box> boxes = new ArrayList<>();

  private RegressionTree(double[][] x, double[] y, boolean[][] counts, Chance chance) {
    this.x = x;
    this.y = y;
    this.counts = counts;
    this.chance = chance;
  }

  /**
   * @param x points (n, d) in the unit cube
   * @param y values (n)
   * @param counts whether a side counts for a point (n, d)
   * @param rows numbers of the points to grow on, some more than once
   */
  static RegressionTree grow(
      double[][] x, double[] y, boolean[][] counts, int[] rows, Chance chance) {
    RegressionTree tree = new RegressionTree(x, y, counts, chance);
    double[] high = new double[x[0].length];
    Arrays.fill(high, 1);
    tree.grow(rows, new double[high.length], high);
    return tree;
  }

  List<Box> boxes() {
    return boxes;
  }

  double at(double[] point) {
    return boxes.stream().filter(box -> box.contains(point)).findFirst().orElseThrow().value();
  }

  private void grow(int[] rows, double[] low, double[] high) {
    Cut best = new Cut(-1, 0, 1e-12);
    if (rows.length >= 2 * LEAF) {
      for (int side : chance.sides()) {
        boolean cuttable = Arrays.stream(rows).allMatch(i -> counts[i][side]);
        Cut cut = cuttable ? best(rows, side) : best;
        best = cut.gain() > best.gain() ? cut : best;
      }
    }
    if (best.side() < 0) {
      boxes.add(
          new Box(low, high, Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElseThrow()));
      return;
    }
    Cut cut = best;
    double[] middleHigh = high.clone();
    middleHigh[cut.side()] = cut.place();
    double[] middleLow = low.clone();
    middleLow[cut.side()] = cut.place();
    grow(
        Arrays.stream(rows).filter(i -> x[i][cut.side()] < cut.place()).toArray(), low, middleHigh);
    grow(
        Arrays.stream(rows).filter(i -> x[i][cut.side()] >= cut.place()).toArray(),
        middleLow,
        high);
  }

  /** The cut of a side that takes most of Σ(y − mean)²: nₗ·meanₗ² + nᵣ·meanᵣ² − n·mean². */
  private Cut best(int[] rows, int side) {
    int[] order =
        Arrays.stream(rows)
            .boxed()
            .sorted((a, b) -> Double.compare(x[a][side], x[b][side]))
            .mapToInt(Integer::intValue)
            .toArray();
    double total = Arrays.stream(order).mapToDouble(i -> y[i]).sum();
    double left = 0;
    Cut best = new Cut(-1, 0, 0);
    for (int n = 1; n < order.length; n++) {
      left += y[order[n - 1]];
      double below = x[order[n - 1]][side];
      double above = x[order[n]][side];
      if (n >= LEAF && order.length - n >= LEAF && below < above) {
        double right = total - left;
        double gain =
            left * left / n + right * right / (order.length - n) - total * total / order.length;
        if (gain > best.gain()) {
          best = new Cut(side, chance.between(side, below, above), gain);
        }
      }
    }
    return best;
  }
}
