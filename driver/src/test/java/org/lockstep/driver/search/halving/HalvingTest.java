package org.lockstep.driver.search.halving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockstep.driver.search.sampler.GridSampler;
import org.lockstep.driver.search.sampler.RandomSampler;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.ShuffledSlots;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.search.strategy.WholeTrials;
import org.lockstep.driver.search.strategy.Winner;

class HalvingTest {
  private static final Rungs RUNGS = new Rungs(1, 27, 3);

  private enum Kind {
    SUCCESSIVE,
    HYPERBAND,
    ASHA;

    Strategy of(Sampler sampler, int trials) {
      return switch (this) {
        case SUCCESSIVE -> Halving.successive(sampler, trials, RUNGS);
        case HYPERBAND -> Halving.hyperband(sampler, RUNGS);
        case ASHA -> new Asha(sampler, trials, RUNGS);
      };
    }
  }

  private static Sampler random(long seed) {
    return new RandomSampler(LearningCurves.SPACE, seed);
  }

  private static long epochs(List<Result> results) {
    return results.stream().mapToLong(r -> r.task().epochs()).sum();
  }

  @Test
  void rungsEndAtTheFullBudget() {
    assertThat(RUNGS.epochs()).containsExactly(1, 3, 9, 27);
    assertThat(new Rungs(1, 10, 3).epochs()).containsExactly(1, 3, 10);
    assertThat(new Rungs(4, 100, 3).epochs()).containsExactly(11, 33, 100);
    assertThat(new Rungs(1, 1, 2).epochs()).containsExactly(1);
    assertThatThrownBy(() -> new Rungs(0, 9, 3)).hasMessage("minEpochs must be >= 1. Received: 0");
    assertThatThrownBy(() -> new Rungs(4, 3, 3))
        .hasMessage("maxEpochs must be >= minEpochs, 4. Received: 3");
    assertThatThrownBy(() -> new Rungs(1, 9, 1)).hasMessage("eta must be >= 2. Received: 1");
    assertThatThrownBy(() -> new Asha(random(1), 0, RUNGS))
        .hasMessage("trials must be >= 1. Received: 0");
    assertThatThrownBy(() -> Halving.successive(random(1), 0, RUNGS))
        .hasMessage("trials must be >= 1. Received: 0");
  }

  /** 27 trials of 1 epoch, 9 go on to 3, 3 to 9, 1 to 27: 27 + 9·2 + 3·6 + 18 = 81 epochs. */
  @Test
  void successiveHalvingKeepsTheBestThirdOfEachRung() {
    List<Result> results =
        ShuffledSlots.run(Halving.successive(random(3), 27, RUNGS), 4, 1, LearningCurves::train);
    assertThat(results).hasSize(27 + 9 + 3 + 1);
    assertThat(epochs(results)).isEqualTo(81);
    List<Integer> best =
        results.subList(0, 27).stream()
            .sorted((a, b) -> Double.compare(b.score(), a.score()))
            .limit(9)
            .map(r -> r.task().trial())
            .toList();
    assertThat(results.subList(27, 36)).extracting(r -> r.task().trial()).isEqualTo(best);
  }

  /** Li et al. 2018, Table 1 with R = 27: brackets of 27, 12, 6 and 4 trials. */
  @Test
  void hyperbandHasTheBracketsOfThePaper() {
    assertThat(Halving.hyperbandTrials(RUNGS)).isEqualTo(27 + 12 + 6 + 4);
    List<Result> results =
        ShuffledSlots.run(Halving.hyperband(random(3), RUNGS), 1, 1, LearningCurves::train);
    Map<Integer, Integer> starts = new HashMap<>();
    results.stream()
        .filter(r -> r.task().fromEpoch() == 0)
        .forEach(r -> starts.merge(r.task().toEpoch(), 1, Integer::sum));
    assertThat(starts).isEqualTo(Map.of(1, 27, 3, 12, 9, 6, 27, 4));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aTrialContinuesWhereItPaused(Kind kind) {
    Map<Integer, Integer> trained = new HashMap<>();
    for (Result result : ShuffledSlots.run(kind.of(random(5), 40), 8, 2, LearningCurves::train)) {
      Task task = result.task();
      assertThat(trained.getOrDefault(task.trial(), 0)).isEqualTo(task.fromEpoch());
      trained.put(task.trial(), task.toEpoch());
    }
    assertThat(trained).containsValue(27);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void tasksAndWinnerDoNotDependOnTheOrderOfEnds(Kind kind) {
    for (int width : new int[] {1, 2, 8}) {
      List<Result> first =
          ShuffledSlots.run(kind.of(random(7), 50), width, 0, LearningCurves::train);
      for (int order = 1; order <= 6; order++) {
        assertThat(ShuffledSlots.run(kind.of(random(7), 50), width, order, LearningCurves::train))
            .isEqualTo(first);
      }
    }
  }

  /**
   * With 64 random trials of 32 epochs, a third of whose 2048 are 682. The curves cross, so it is
   * no certainty: of these ten seeds one loses 0.023 to a slow starter, the others less than 0.005.
   */
  @Test
  void ashaFindsTheFullSearchsBestForAThirdOfItsEpochs() {
    int found = 0;
    for (int seed = 1; seed <= 10; seed++) {
      List<Result> full =
          ShuffledSlots.run(new WholeTrials(random(seed), 64, 32), 8, seed, LearningCurves::train);
      Asha asha = new Asha(random(seed), 64, new Rungs(2, 32, 4));
      List<Result> halved = ShuffledSlots.run(asha, 8, seed, LearningCurves::train);
      assertThat(epochs(full)).isEqualTo(2048);
      assertThat(epochs(halved)).as("seed %d", seed).isLessThanOrEqualTo(2048 / 3);
      double best = Winner.of(full).orElseThrow().score();
      found += best - Winner.of(halved).orElseThrow().score() <= 0.005 ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void failedTrialsNeverGoOn(Kind kind) {
    Function<Task, Result> work =
        task ->
            task.trial() % 2 == 0 ? Result.failed(task, "diverged", 1) : LearningCurves.train(task);
    List<Result> results = ShuffledSlots.run(kind.of(random(5), 40), 4, 2, work);
    assertThat(results)
        .filteredOn(r -> r.task().fromEpoch() > 0)
        .isNotEmpty()
        .allMatch(r -> r.task().trial() % 2 == 1);
    assertThat(Winner.of(results).orElseThrow().task().trial() % 2).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSearchWhoseTrialsAllFailEnds(Kind kind) {
    List<Result> results =
        ShuffledSlots.run(kind.of(random(5), 40), 4, 2, t -> Result.failed(t, "no memory", 1));
    assertThat(results).allMatch(r -> r.task().fromEpoch() == 0);
    assertThat(Winner.of(results)).isEmpty();
  }

  /** A trial that early stopping ended is as good as it gets: it moves up without a task. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aTrialThatEndedByItselfIsNotTrainedAgain(Kind kind) {
    Function<Task, Result> work =
        task -> {
          double score = LearningCurves.score(task.setting(), task.toEpoch());
          boolean stops = task.trial() % 3 == 0 && task.toEpoch() >= 9;
          return Result.of(task, score, stops ? task.toEpoch() - 1 : task.toEpoch(), 1, 1);
        };
    List<Result> results = ShuffledSlots.run(kind.of(random(11), 60), 4, 2, work);
    assertThat(results)
        .filteredOn(r -> r.task().toEpoch() == 9 && r.task().trial() % 3 == 0)
        .isNotEmpty();
    assertThat(results).noneMatch(r -> r.task().trial() % 3 == 0 && r.task().fromEpoch() >= 9);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aSmallGridEndsTheSearchWhenItIsUsedUp(Kind kind) {
    Sampler grid = new GridSampler(new Grid(LearningCurves.SPACE), 10);
    List<Result> results = ShuffledSlots.run(kind.of(grid, 50), 4, 2, LearningCurves::train);
    assertThat(results).filteredOn(r -> r.task().fromEpoch() == 0).hasSize(10);
    assertThat(results).filteredOn(r -> r.task().fromEpoch() > 0).isNotEmpty();
  }

  @Test
  void theWinnerIsTheBestOfTheLongestTrials() {
    List<Result> results = new ArrayList<>();
    double[] scores = {0.9, 0.5, 0.7, 0.7};
    int[] budgets = {3, 9, 9, 9};
    for (int i = 0; i < scores.length; i++) {
      Task task = new Task(i, i, LearningCurves.SPACE.setting(new double[2]), 0, budgets[i]);
      results.add(Result.of(task, scores[i], budgets[i], 1, 1));
    }
    assertThat(Winner.of(results).orElseThrow().task().trial()).isEqualTo(2);
  }
}
