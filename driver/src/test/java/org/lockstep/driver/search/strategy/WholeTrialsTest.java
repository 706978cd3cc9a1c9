package org.lockstep.driver.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.driver.search.sampler.GridSampler;
import org.lockstep.driver.search.sampler.RandomSampler;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Space;

class WholeTrialsTest {
  private static final Space SPACE =
      Space.of(
          Parameter.of("x", new RealRange(0, 1, Scale.LINEAR, 3)),
          Parameter.of("y", Choice.of("a", "b")));

  @Test
  void theGridIsTriedOnceInItsOrder() {
    Strategy strategy = new WholeTrials(new GridSampler(new Grid(SPACE), 100), 100, 5);
    List<Result> results = ShuffledSlots.run(strategy, 4, 1, t -> Result.of(t, 0, 5, 1, 9));
    assertThat(results)
        .extracting(r -> r.task().setting().toString())
        .containsExactly(
            "x=0.0, y=a", "x=0.0, y=b", "x=0.5, y=a", "x=0.5, y=b", "x=1.0, y=a", "x=1.0, y=b");
    assertThat(results).allSatisfy(r -> assertThat(r.task().epochs()).isEqualTo(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void randomTrialsAreTheSameWhateverTheWidthAndTheOrderOfTheirEnds(int width) {
    List<Result> alone = random(1, 0);
    assertThat(alone).hasSize(40).extracting(r -> r.task().setting()).doesNotHaveDuplicates();
    for (int order = 1; order <= 5; order++) {
      assertThat(random(width, order)).isEqualTo(alone);
    }
  }

  private static List<Result> random(int width, long order) {
    return ShuffledSlots.run(
        new WholeTrials(new RandomSampler(SPACE, 7), 40, 1),
        width,
        order,
        t -> Result.of(t, t.setting().hashCode(), 1, 1, 9));
  }

  @Test
  void anotherSeedDrawsOtherSettings() {
    assertThat(new RandomSampler(SPACE, 1).propose(0, List.of(), List.of()))
        .isNotEqualTo(new RandomSampler(SPACE, 2).propose(0, List.of(), List.of()));
  }

  @Test
  void resultsComeInTheOrderOfTheirTasks() {
    Strategy strategy = new WholeTrials(new RandomSampler(SPACE, 1), 3, 1);
    Task first = strategy.next().orElseThrow();
    Task second = strategy.next().orElseThrow();
    assertThatThrownBy(() -> strategy.consume(Result.failed(second, "diverged", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("results must come in the order of their tasks");
    strategy.consume(Result.failed(first, "diverged", 1));
    strategy.consume(Result.of(second, 1, 1, 1, 1));
    assertThat(strategy.finished()).isFalse();
    strategy.consume(Result.of(strategy.next().orElseThrow(), 1, 1, 1, 1));
    assertThat(strategy.next()).isEmpty();
    assertThat(strategy.finished()).isTrue();
  }

  @Test
  void aTurnstileTakesEachResultOnce() {
    Turnstile turnstile = new Turnstile(new WholeTrials(new RandomSampler(SPACE, 1), 9, 1), 2);
    List<Task> tasks = turnstile.start();
    assertThat(tasks).hasSize(2);
    Result second = Result.of(tasks.get(1), 0, 1, 1, 1);
    assertThat(turnstile.finish(second)).isEmpty();
    assertThatThrownBy(() -> turnstile.finish(second)).hasMessage("task 1 is not under way");
    assertThat(turnstile.finish(Result.of(tasks.get(0), 0, 1, 1, 1))).hasSize(2);
    assertThatThrownBy(() -> turnstile.finish(second)).hasMessage("task 1 is not under way");
    assertThatThrownBy(() -> new Turnstile(new WholeTrials(new RandomSampler(SPACE, 1), 1, 1), 0))
        .hasMessage("width must be >= 1. Received: 0");
  }

  @Test
  void badTasksAndResultsAreRefused() {
    Task task = new Task(0, 0, SPACE.setting(new double[2]), 2, 4);
    assertThatThrownBy(() -> new Task(0, 0, task.setting(), 4, 4))
        .hasMessageContaining("fromEpoch < toEpoch. Received: 0, 0, 4 to 4");
    assertThatThrownBy(() -> Result.of(task, Double.NaN, 4, 1, 1))
        .hasMessageContaining("a result must have a score or a failure");
    assertThatThrownBy(() -> new Result(task, 1, Optional.of("x"), 4, 1, 1))
        .hasMessageContaining("a result must have a score or a failure");
    assertThatThrownBy(() -> Result.of(task, 1, 5, 1, 1))
        .hasMessage("epochs must be from 0 to 4. Received: 5");
    assertThatThrownBy(() -> new WholeTrials(new RandomSampler(SPACE, 1), 0, 1))
        .hasMessage("trials and epochs must be >= 1. Received: 0 and 1");
  }
}
