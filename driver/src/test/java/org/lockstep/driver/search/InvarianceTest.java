package org.lockstep.driver.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.driver.search.halving.Asha;
import org.lockstep.driver.search.halving.Halving;
import org.lockstep.driver.search.halving.Rungs;
import org.lockstep.driver.search.sampler.GaussianProcessSampler;
import org.lockstep.driver.search.sampler.GridSampler;
import org.lockstep.driver.search.sampler.ParzenSampler;
import org.lockstep.driver.search.sampler.RandomSampler;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.sampler.SobolSampler;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Condition;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.space.IntegerRange;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.ShuffledSlots;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.search.strategy.WholeTrials;
import org.lockstep.driver.search.strategy.Winner;

/** Every strategy with every sampler: the search is a function of its seed and its width alone. */
class InvarianceTest {
  private static final Space SPACE =
      Space.of(
          Parameter.of("rate", new RealRange(1e-4, 1, Scale.LOG, 4)),
          Parameter.of("layers", new IntegerRange(1, 2, Scale.LINEAR, 2)),
          Parameter.of("units2", new IntegerRange(8, 64, Scale.LOG, 2))
              .when(Condition.on("layers", 2)),
          Parameter.of("activation", Choice.of("relu", "tanh")));

  private enum How {
    WHOLE,
    SUCCESSIVE,
    HYPERBAND,
    ASHA
  }

  private enum Kind {
    GRID,
    RANDOM,
    SOBOL,
    PARZEN,
    GAUSSIAN_PROCESS
  }

  private static Strategy strategy(How how, Kind kind) {
    Sampler sampler =
        switch (kind) {
          case GRID -> new GridSampler(new Grid(SPACE), 100);
          case RANDOM -> new RandomSampler(SPACE, 3);
          case SOBOL -> new SobolSampler(SPACE, 3);
          case PARZEN -> new ParzenSampler(SPACE, 3);
          case GAUSSIAN_PROCESS -> new GaussianProcessSampler(SPACE, 3);
        };
    Rungs rungs = new Rungs(1, 9, 3);
    return switch (how) {
      case WHOLE -> new WholeTrials(sampler, 14, 9);
      case SUCCESSIVE -> Halving.successive(sampler, 14, rungs);
      case HYPERBAND -> Halving.hyperband(sampler, rungs);
      case ASHA -> new Asha(sampler, 14, rungs);
    };
  }

  /** A function of the task alone, as a training is; one setting in eight fails. */
  private static Result train(Task task) {
    Setting setting = task.setting();
    if (Math.floorMod(setting.hashCode(), 8) == 0) {
      return Result.failed(task, "diverged", 1);
    }
    double rate = Math.log10((double) setting.get("rate").orElseThrow()) + 2;
    double units = ((Number) setting.get("units2").orElse(1L)).doubleValue();
    double score = -rate * rate + Math.log(units) / 5 - 1.0 / task.toEpoch();
    return Result.of(task, score, task.toEpoch(), 1, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "WHOLE, GRID",
    "WHOLE, RANDOM",
    "WHOLE, SOBOL",
    "WHOLE, PARZEN",
    "WHOLE, GAUSSIAN_PROCESS",
    "SUCCESSIVE, GRID",
    "SUCCESSIVE, RANDOM",
    "SUCCESSIVE, GAUSSIAN_PROCESS",
    "HYPERBAND, SOBOL",
    "HYPERBAND, PARZEN",
    "HYPERBAND, GAUSSIAN_PROCESS",
    "ASHA, GRID",
    "ASHA, RANDOM",
    "ASHA, PARZEN",
    "ASHA, GAUSSIAN_PROCESS"
  })
  void theSearchIsTheSameWhateverEndsFirstAndHoweverItIsResumed(How how, Kind kind) {
    for (int width : new int[] {1, 2, 8}) {
      List<Result> first = ShuffledSlots.run(strategy(how, kind), width, 0, InvarianceTest::train);
      assertThat(Winner.of(first)).isPresent();
      for (int order = 1; order <= 3; order++) {
        assertThat(ShuffledSlots.run(strategy(how, kind), width, order, InvarianceTest::train))
            .as("width %d, order %d", width, order)
            .isEqualTo(first);
      }
      resumed(how, kind, width, first);
    }
  }

  /** Half of the results are in a ledger, not always the first ones: only the rest is trained. */
  private static void resumed(How how, Kind kind, int width, List<Result> first) {
    Random random = new Random(width);
    Map<Task, Result> ledger = new HashMap<>();
    for (Result result : first.subList(0, 2 * first.size() / 3)) {
      if (random.nextInt(4) > 0) {
        ledger.put(result.task(), result);
      }
    }
    AtomicInteger trained = new AtomicInteger();
    List<Result> again =
        ShuffledSlots.run(
            strategy(how, kind),
            width,
            9,
            task -> {
              Result known = ledger.get(task);
              trained.addAndGet(known == null ? 1 : 0);
              return known == null ? train(task) : known;
            });
    assertThat(again).isEqualTo(first);
    assertThat(trained.get()).isEqualTo(first.size() - ledger.size());
  }
}
