package org.lockstep.driver.search.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.search.judge.Direction;
import org.lockstep.driver.search.ledger.Ledger;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.sampler.RandomSampler;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.spec.BudgetSpec;
import org.lockstep.driver.search.spec.HalvingSpec;
import org.lockstep.driver.search.spec.JudgeSpec;
import org.lockstep.driver.search.spec.SamplerSpec;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.search.spec.SpreadSpec;
import org.lockstep.driver.search.spec.Target;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.search.strategy.WholeTrials;

class CourseTest {
  private static final Space SPACE =
      Space.of(Parameter.of("x", new RealRange(0, 1, Scale.LINEAR, 5)));

  private static final int TRIALS = 20;

  /** Tasks under way at a time. */
  private static final int WIDTH = 3;

  private static final OptionalDouble NOTHING = OptionalDouble.of(0);

  @TempDir private Path folder;
  private final List<String> started = new ArrayList<>();
  private final List<String> retried = new ArrayList<>();
  private final List<OptionalDouble> left = new ArrayList<>();

  @Test
  void patienceEndsASearchAfterTheSameTrialInWhateverOrderSlotsEnd() throws Exception {
    List<String> ends = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      Path run = Files.createDirectory(folder.resolve("run" + seed));
      try (Ledger ledger = Ledger.open(run, Map.of())) {
        Course course = course(new BudgetSpec(0, 4), ledger, new Shuffled(seed));
        Standings standings = course.run();
        assertThat(course.stopReason()).contains("4 trials in a row were not better than the best");
        ends.add(standings.trials().size() + " " + standings.best().orElseThrow().number());
      }
    }
    assertThat(ends).containsOnly(ends.get(0));
  }

  @Test
  void noMinutesAreLeftForMoreThanTheFirstTrials() throws Exception {
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      Course course = course(new BudgetSpec(1e-9, 0), ledger, new Shuffled(1));
      assertThat(course.run().trials()).isEmpty();
      assertThat(course.stopReason().orElseThrow()).startsWith("the budget of 1.0E-9 minutes");
    }
  }

  @Test
  void whatFailedIsTriedAgainAsOftenAsTheSlotsSayAndThenIsARow() throws Exception {
    Slots twice =
        (task, part, attempt, arrivals) -> {
          boolean bad = task.number() == 1 && (part == 0 || attempt == 1);
          arrivals.done(
              bad
                  ? Piece.failed(task.number(), part, attempt, attempt > 1, "lost", "0", 1)
                  : piece(task, part, attempt));
        };
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      Standings standings = course(BudgetSpec.unlimited(), ledger, twice).run();
      assertThat(standings.failed()).isEqualTo(1);
      Trial failed = standings.trials().get(1);
      assertThat(failed.result().failure()).contains("division 1: lost");
      assertThat(failed.pieces().get(1).attempt()).isEqualTo(2);
      assertThat(retried).containsExactly("1/0", "1/1");
    }
  }

  @Test
  void aLedgersTrialsAreNotStartedAgain() throws Exception {
    Standings whole;
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      whole = course(BudgetSpec.unlimited(), ledger, new Shuffled(3)).run();
    }
    started.clear();
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      Standings again = course(BudgetSpec.unlimited(), ledger, new Shuffled(4)).run();
      assertThat(again.trials().stream().map(trial -> trial.result().score()))
          .isEqualTo(whole.trials().stream().map(trial -> trial.result().score()).toList());
    }
    assertThat(started).isEmpty();
  }

  /** A ledger's trials took no time here: nothing follows from them for the rest. */
  @Test
  void theTimeLeftIsToldOnceATrainingHasEndedHere() throws Exception {
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      course(BudgetSpec.unlimited(), ledger, new Shuffled(3)).run();
    }
    assertThat(left).hasSize(TRIALS).allMatch(OptionalDouble::isPresent).endsWith(NOTHING);
    // The last tasks that are under way may end in any order, and are told of together then.
    assertThat(left.subList(0, TRIALS - WIDTH)).allMatch(seconds -> seconds.getAsDouble() > 0);
    List<String> lines = Files.readAllLines(folder.resolve(Ledger.NAME));
    String half = lines.stream().filter(line -> line.contains("\"task\":19")).findFirst().get();
    Files.write(
        folder.resolve(Ledger.NAME),
        lines.stream().filter(line -> !line.contains("\"task\":19") || line == half).toList());
    left.clear();
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      course(BudgetSpec.unlimited(), ledger, new Shuffled(4)).run();
    }
    assertThat(left.subList(0, TRIALS - 1))
        .hasSize(TRIALS - 1)
        .containsOnly(OptionalDouble.empty());
    assertThat(left.get(TRIALS - 1)).isEqualTo(NOTHING);
  }

  @Test
  void aBudgetOfMinutesIsTheMostThatIsLeftBesideWhatIsUnderWay() throws Exception {
    Slots slow =
        (task, part, attempt, arrivals) -> {
          Piece piece = piece(task, part, attempt);
          Thread thread =
              new Thread(
                  () -> {
                    pause();
                    arrivals.done(piece);
                  });
          thread.setDaemon(true);
          thread.start();
        };
    double budgetSeconds = 0.2;
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      course(new BudgetSpec(budgetSeconds / 60, 0), ledger, slow).run();
    }
    assertThat(left).hasSizeBetween(3, TRIALS - 1);
    // The three tasks of the width, one after the other at the slowest; a second of room.
    assertThat(left).allMatch(seconds -> seconds.orElseThrow() < budgetSeconds + 1);
    assertThat(left).endsWith(NOTHING);
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void slotsThatAreGoneEndTheSearchAndLeaveNoRow() throws IOException {
    Slots gone =
        (task, part, attempt, arrivals) -> arrivals.broken(new IllegalStateException("gone"));
    try (Ledger ledger = Ledger.open(folder, Map.of())) {
      assertThatThrownBy(() -> course(BudgetSpec.unlimited(), ledger, gone).run())
          .hasMessage("gone");
      assertThat(ledger.piece(0, 0)).isEmpty();
    }
  }

  private Course course(BudgetSpec budget, Ledger ledger, Slots slots) {
    SearchSpec search =
        new SearchSpec(
            SPACE,
            Map.of("x", new Target(List.of("training.optimizer.rho"), Map.of())),
            SamplerSpec.RANDOM,
            HalvingSpec.none(),
            new JudgeSpec(JudgeSpec.Type.FOLDS, 2, 1, 1),
            "macro_f1",
            TRIALS,
            WIDTH,
            7,
            1,
            budget,
            SpreadSpec.byDefault(),
            false);
    CourseListener listener =
        new CourseListener() {
          @Override
          public void began(int running) {
            assertThat(running).isLessThanOrEqualTo(2 * WIDTH);
          }

          @Override
          public void retried(int trial, Piece piece) {
            retried.add(trial + "/" + piece.part());
          }

          @Override
          public void ended(Trial trial, Standings best, int running, OptionalDouble secondsLeft) {
            assertThat(best.trials()).contains(trial);
            left.add(secondsLeft);
          }
        };
    return new Course(
        search,
        Direction.MAXIMIZE,
        new WholeTrials(new RandomSampler(SPACE, 7), TRIALS, 5),
        slots,
        ledger,
        listener);
  }

  /** Its score follows from the setting and the division. */
  private static Piece piece(Task task, int part, int attempt) {
    double x = (Double) task.setting().get("x").orElseThrow();
    return new Piece(
        task.number(),
        part,
        attempt,
        true,
        Optional.empty(),
        Map.of("macro_f1", 1 - (x - 0.3) * (x - 0.3) + 0.01 * part),
        task.toEpoch(),
        task.toEpoch(),
        "",
        1,
        "",
        "0",
        0,
        0.1,
        new double[0][]);
  }

  /** Ends what waits in an order of its own, whenever as many wait as can. */
  private final class Shuffled implements Slots {
    private final Random random;
    private final List<Runnable> waiting = new ArrayList<>();

    Shuffled(long seed) {
      this.random = new Random(seed);
      Thread thread = new Thread(this::work, "slots");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public synchronized void start(Task task, int part, int attempt, Arrivals arrivals) {
      started.add(task.number() + "/" + part);
      waiting.add(() -> arrivals.done(piece(task, part, attempt)));
      notifyAll();
    }

    private synchronized void work() {
      try {
        while (true) {
          while (waiting.isEmpty()) {
            wait();
          }
          wait(1);
          Collections.shuffle(waiting, random);
          waiting.remove(0).run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
