package org.lockstep.driver.search.sampler;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.ShuffledSlots;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.search.strategy.WholeTrials;
import org.lockstep.driver.search.strategy.Winner;

/** How far samplers stay above known minima, the median of ten seeds, with four slots. */
public final class SamplerRegret {
  private static final int SEEDS = 10;
  private static final int WIDTH = 4;

  /** The samplers. */
  public enum Kind {
    GRID,
    RANDOM,
    SOBOL,
    PARZEN,
    GAUSSIAN_PROCESS;

    private Sampler of(Space space, long seed) {
      return switch (this) {
        case GRID -> new GridSampler(new Grid(space), Integer.MAX_VALUE);
        case RANDOM -> new RandomSampler(space, seed);
        case SOBOL -> new SobolSampler(space, seed);
        case PARZEN -> new ParzenSampler(space, seed);
        case GAUSSIAN_PROCESS -> new GaussianProcessSampler(space, seed);
      };
    }

    private boolean hasModel() {
      return this == GAUSSIAN_PROCESS || this == PARZEN;
    }
  }

  private SamplerRegret() {}

  /** Of every function by its name, every sampler with the budget that the grid has. */
  public static Map<String, Map<Kind, Double>> medians() {
    Map<String, Map<Kind, Double>> medians = new LinkedHashMap<>();
    for (Objectives objective : Objectives.values()) {
      String name = objective.name().toLowerCase(Locale.ROOT).replace('_', '-');
      medians.put(name, medians(objective, objective.budget()));
    }
    return medians;
  }

  /**
   * @param modelBudget trials of samplers that fit a model; the others have the grid's
   */
  static Map<Kind, Double> medians(Objectives objective, int modelBudget) {
    Map<Kind, Double> medians = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      int budget = kind.hasModel() ? modelBudget : objective.budget();
      double[] regrets = new double[SEEDS];
      for (int seed = 0; seed < SEEDS; seed++) {
        regrets[seed] = regret(objective, kind, budget, seed);
      }
      Arrays.sort(regrets);
      medians.put(kind, (regrets[SEEDS / 2 - 1] + regrets[SEEDS / 2]) / 2);
    }
    return medians;
  }

  private static double regret(Objectives objective, Kind kind, int budget, long seed) {
    Space space = objective.space();
    List<Result> results =
        ShuffledSlots.run(
            new WholeTrials(kind.of(space, seed), budget, 1),
            WIDTH,
            seed,
            task -> result(objective, space, task, seed));
    if (results.size() != budget) {
      throw new AssertionError("%d trials instead of %d".formatted(results.size(), budget));
    }
    return -Winner.of(results).orElseThrow().score();
  }

  private static Result result(Objectives objective, Space space, Task task, long seed) {
    return Result.of(task, -objective.regret(space.point(task.setting()), seed), 1, 1, 1);
  }
}
