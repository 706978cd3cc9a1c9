package org.lockstep.driver.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Condition;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.space.IntegerRange;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Space;

/**
 * Functions of the unit cube whose minimum is known (Surjanovic &amp; Bingham, "Virtual library of
 * simulation experiments"); the value above the minimum is the regret.
 */
enum Objectives {
  /** Branin's function and a third parameter that does nothing. */
  BRANIN(3, 3, 27) {
    @Override
    double regret(double[] u, long seed) {
      double x = 15 * u[0] - 5;
      double y = 15 * u[1];
      double b = 5.1 / (4 * Math.PI * Math.PI);
      double first = y - b * x * x + 5 / Math.PI * x - 6;
      double value = first * first + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
      return value - 0.39788735772973816;
    }
  },

  HARTMANN3(3, 3, 27) {
    @Override
    double regret(double[] u, long seed) {
      return 3.86278214782076 - hartmann(u, A3, P3);
    }
  },

  HARTMANN6(6, 2, 32) {
    @Override
    double regret(double[] u, long seed) {
      return 3.32236801141551 - hartmann(u, A6, P6);
    }
  },

  /** A long valley, turned and placed by the seed, and a fourth parameter that does nothing. */
  ROTATED_QUADRATIC(4, 3, 27) {
    @Override
    double regret(double[] u, long seed) {
      Random random = new Random(seed);
      double[] offset = new double[3];
      for (int i = 0; i < 3; i++) {
        offset[i] = u[i] - 0.2 - 0.6 * random.nextDouble();
      }
      double sum = 0;
      double[] weights = {1, 5, 20};
      double[][] axes = axes(random);
      for (int i = 0; i < 3; i++) {
        double along = 0;
        for (int j = 0; j < 3; j++) {
          along += axes[i][j] * offset[j];
        }
        sum += weights[i] * along * along;
      }
      return sum;
    }
  },

  /**
   * Like a network's: a choice of three, each with a best place of the second side of its own; one
   * to three layers, of which the second and third have a side each if they are there. The seed
   * moves the second side.
   */
  CONDITIONAL(5, 3, 30) {
    private static final double[] OF_CHOICE = {0.3, 0, 0.15};
    private static final double[] OF_LAYERS = {0.3, 0, 0.2};

    @Override
    double regret(double[] u, long seed) {
      int choice = (int) Math.min(2, u[0] * 3);
      int layers = (int) Math.min(2, u[2] * 3);
      double place = 0.25 + 0.2 * choice + 0.1 * new Random(seed).nextDouble();
      double sum = OF_CHOICE[choice] + OF_LAYERS[layers] + 4 * square(u[1] - place);
      sum += layers > 0 ? 2 * square(u[3] - 0.7) : 0;
      return sum + (layers > 1 ? square(u[4] - 0.4) : 0);
    }

    @Override
    Space space() {
      RealRange unit = new RealRange(0, 1, Scale.LINEAR, 3);
      return Space.of(
          Parameter.of("choice", Choice.of("a", "b", "c")),
          Parameter.of("place", unit),
          Parameter.of("layers", new IntegerRange(1, 3, Scale.LINEAR, 3)),
          Parameter.of("second", unit).when(Condition.on("layers", 2, 3)),
          Parameter.of("third", unit).when(Condition.on("layers", 3)));
    }
  };

  private static final double[] ALPHA = {1, 1.2, 3, 3.2};
  private static final double[][] A3 = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
  private static final double[][] P3 = {
    {0.3689, 0.1170, 0.2673},
    {0.4699, 0.4387, 0.7470},
    {0.1091, 0.8732, 0.5547},
    {0.0381, 0.5743, 0.8828}
  };
  private static final double[][] A6 = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] P6 = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  private final int dimensions;
  private final int points;
  private final int modelBudget;

  Objectives(int dimensions, int points, int modelBudget) {
    this.dimensions = dimensions;
    this.points = points;
    this.modelBudget = modelBudget;
  }

  /** f(u) − min f ≥ 0. */
  abstract double regret(double[] u, long seed);

  /** A real range a side; its grid has as many points as fit into the budget. */
  Space space() {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      parameters.add(Parameter.of("u" + i, new RealRange(0, 1, Scale.LINEAR, points)));
    }
    return new Space(parameters);
  }

  /** The size of the grid. */
  int budget() {
    return (int) new Grid(space()).size();
  }

  private static double square(double x) {
    return x * x;
  }

  /**
   * Trials that samplers with a model get, no more than {@link #budget}: their first trials are the
   * same whatever the budget, so that what they reach with fewer they reach with all.
   */
  int modelBudget() {
    return modelBudget;
  }

  private static double hartmann(double[] u, double[][] a, double[][] p) {
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double exponent = 0;
      for (int j = 0; j < u.length; j++) {
        exponent -= a[i][j] * (u[j] - p[i][j]) * (u[j] - p[i][j]);
      }
      sum += ALPHA[i] * Math.exp(exponent);
    }
    return sum;
  }

  /** Orthonormal axes from random ones, by Gram and Schmidt. */
  private static double[][] axes(Random random) {
    double[][] axes = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        axes[i][j] = random.nextGaussian();
      }
      for (int k = 0; k < i; k++) {
        double along = 0;
        for (int j = 0; j < 3; j++) {
          along += axes[i][j] * axes[k][j];
        }
        for (int j = 0; j < 3; j++) {
          axes[i][j] -= along * axes[k][j];
        }
      }
      double norm = 0;
      for (int j = 0; j < 3; j++) {
        norm += axes[i][j] * axes[i][j];
      }
      for (int j = 0; j < 3; j++) {
        axes[i][j] /= Math.sqrt(norm);
      }
    }
    return axes;
  }
}
