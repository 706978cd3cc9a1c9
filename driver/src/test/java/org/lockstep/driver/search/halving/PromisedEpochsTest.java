package org.lockstep.driver.search.halving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.driver.search.sampler.GridSampler;
import org.lockstep.driver.search.sampler.RandomSampler;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.search.strategy.WholeTrials;

/** What strategies say is ahead, against what then comes. */
class PromisedEpochsTest {
  private static final Rungs RUNGS = new Rungs(1, 27, 3);

  private static Sampler random(long seed) {
    return new RandomSampler(LearningCurves.SPACE, seed);
  }

  static Stream<Strategy> strategiesWithRungsOfKnownSizes() {
    return Stream.of(
        new WholeTrials(random(1), 11, 27),
        Halving.successive(random(2), 27, RUNGS),
        Halving.successive(random(3), 40, RUNGS),
        Halving.successive(random(4), 2, RUNGS),
        Halving.hyperband(random(5), RUNGS));
  }

  /** At every result: the epochs behind it and those that are said to be ahead. */
  private static List<long[]> run(Strategy strategy, int width, Function<Task, Result> work) {
    List<long[]> said = new ArrayList<>(List.of(new long[] {0, strategy.ahead().epochs()}));
    ArrayDeque<Task> open = new ArrayDeque<>();
    long behind = 0;
    do {
      Optional<Task> task = Optional.empty();
      while (open.size() < width && (task = strategy.next()).isPresent()) {
        open.add(task.get());
      }
      Task first = open.remove();
      strategy.consume(work.apply(first));
      behind += first.epochs();
      said.add(new long[] {behind, strategy.ahead().epochs()});
    } while (!strategy.finished());
    return said;
  }

  @ParameterizedTest
  @MethodSource("strategiesWithRungsOfKnownSizes")
  void whereResultsDoNotDecideHowManyGoOnTheSumIsKnownFromTheBeginning(Strategy strategy) {
    List<long[]> said = run(strategy, 4, LearningCurves::train);
    long all = said.get(said.size() - 1)[0];
    assertThat(said).allSatisfy(each -> assertThat(each[0] + each[1]).isEqualTo(all));
  }

  /** 27·1 + 9·2 + 3·6 + 1·18 = 81, and 27 trials of one epoch are over after 27 results. */
  @Test
  void theNumbersAreThoseOfTheRungs() {
    List<long[]> said = run(Halving.successive(random(2), 27, RUNGS), 4, LearningCurves::train);
    assertThat(said.get(0)[1]).isEqualTo(81);
    assertThat(said.get(27)).containsExactly(27, 54);
  }

  /**
   * How many it promotes follows from the order in which good trials come, up to twice one in η:
   * half or twice at the worst, and nearly right when two thirds are over.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void ashaSaysAboutWhatComes(int width) {
    for (int seed = 1; seed <= 10; seed++) {
      List<long[]> said = run(new Asha(random(seed), 81, RUNGS), width, LearningCurves::train);
      double all = said.get(said.size() - 1)[0];
      assertThat(said.get(said.size() - 1)[1]).isZero();
      for (long[] each : said) {
        boolean late = each[0] > all * 2 / 3;
        assertThat((each[0] + each[1]) / all)
            .as("seed %d, after %d of %.0f epochs", seed, each[0], all)
            .isBetween(late ? 0.8 : 0.5, late ? 1.3 : 2.0);
      }
    }
  }

  /** Trials that stop by themselves or fail leave less to do than was promised, never more. */
  @Test
  void whatEndsEarlyMakesThePromiseSmaller() {
    Function<Task, Result> work =
        task ->
            switch (task.trial() % 3) {
              case 0 -> Result.failed(task, "diverged", 1);
              case 1 -> Result.of(task, task.trial(), task.fromEpoch(), 1, 1);
              default -> LearningCurves.train(task);
            };
    for (Strategy strategy :
        List.of(Halving.successive(random(2), 27, RUNGS), Halving.hyperband(random(5), RUNGS))) {
      List<long[]> said = run(strategy, 4, work);
      assertThat(said.get(said.size() - 1)[1]).isZero();
      for (int i = 1; i < said.size(); i++) {
        assertThat(said.get(i)[0] + said.get(i)[1])
            .isLessThanOrEqualTo(said.get(i - 1)[0] + said.get(i - 1)[1]);
      }
    }
  }

  @Test
  void aSamplerWithoutMoreSettingsPromisesNoMore() {
    Grid grid = new Grid(LearningCurves.SPACE);
    Strategy strategy = Halving.hyperband(new GridSampler(grid, 5), RUNGS);
    List<long[]> said = run(strategy, 8, LearningCurves::train);
    assertThat(said.get(0)[1]).isGreaterThan(said.get(said.size() - 1)[0]);
    assertThat(said.get(1)[1]).isLessThan(said.get(0)[1]);
    assertThat(said.get(said.size() - 1)[1]).isZero();
  }
}
