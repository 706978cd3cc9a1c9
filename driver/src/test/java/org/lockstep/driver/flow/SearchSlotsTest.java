package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.check.DataException;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.TrialJob;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.search.course.Slots;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.trainer.divergence.DivergedException;

/** Whatever a training throws, its slot answers with a row or with the search's end. */
class SearchSlotsTest {
  private static final int RETRIES = 2;
  private static final JobSpec JOB =
      JobReader.read(
          Path.of("..", "conf", "airline.conf"),
          List.of(
              "search.space=[{ name = rate, key = training.optimizer.learningRate,"
                  + " values = [0.1, 0.2] }]"));
  private static final Task TASK = new Task(0, 0, Setting.of(Map.of("rate", 0.1)), 0, 1);

  private static SparkSession spark;

  @TempDir private Path folder;
  private final AtomicInteger trained = new AtomicInteger();
  private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

  private final Slots.Arrivals arrivals =
      new Slots.Arrivals() {
        @Override
        public void done(Piece piece) {
          heard.add(piece);
        }

        @Override
        public void broken(RuntimeException why) {
          heard.add(why);
        }
      };

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[1]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatMayPassIsTriedAgainAtMostAsOftenAsAllowed(boolean wholeTrials) throws Exception {
    for (Throwable thrown :
        List.of(
            new IllegalStateException("a bug"),
            new SparkException("Job aborted due to stage failure"),
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError("too deep"))) {
      try (SearchSlots slots = slots(new Throwing(thrown, wholeTrials))) {
        for (int attempt = 1; attempt <= RETRIES + 1; attempt++) {
          Piece piece = (Piece) heardOf(slots, attempt);
          assertThat(piece.failure().orElseThrow()).contains(thrown.getMessage());
          assertThat(piece.attempt()).isEqualTo(attempt);
          assertThat(piece.last()).as("%s, attempt %d", thrown, attempt).isEqualTo(attempt == 3);
          assertThat(piece.scores()).isEmpty();
        }
      }
    }
    assertThat(trained).hasValue(4 * (RETRIES + 1));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWouldEndTheSameAgainIsNotTriedAgain(boolean wholeTrials) throws Exception {
    for (Throwable thrown :
        List.of(
            new DivergedException("training diverged in epoch 1"),
            DataException.bad("no term is frequent enough"),
            new IllegalArgumentException("shards must be dealt to the job's workers"))) {
      try (SearchSlots slots = slots(new Throwing(thrown, wholeTrials))) {
        Piece piece = (Piece) heardOf(slots, 1);
        assertThat(piece.failure().orElseThrow()).contains(thrown.getMessage());
        assertThat(piece.last()).as(thrown.toString()).isTrue();
      }
    }
  }

  @Test
  void aClusterThatIsGoneIsNoTrialsFailure() throws Exception {
    SparkSession other = spark;
    other.stop();
    spark = LoopFixture.spark("local[1]");
    SearchSlots slots =
        slots(new Throwing(new OutOfMemoryError("in its last moment"), true), other);
    try (slots) {
      assertThat((RuntimeException) heardOf(slots, 1)).hasRootCauseMessage("in its last moment");
    }
  }

  /** As long as nothing is known of their length, one at a time. */
  @Test
  void shortTrainingsAreMadeInTurnExceptForWhatCannotBeTrained() throws Exception {
    InTurn spread = new InTurn();
    try (SearchSlots slots = slots(spread)) {
      spread.gate.acquire();
      for (int trial = 0; trial < 40; trial++) {
        slots.start(new Task(trial, trial, TASK.setting(), 0, 1), 0, 1, arrivals);
      }
      slots.go();
      spread.gate.release();
      for (int trial = 0; trial < 40; trial++) {
        Piece piece = (Piece) heard.poll(20, TimeUnit.SECONDS);
        assertThat(piece.failure())
            .isEqualTo(
                piece.task() == InTurn.UNTRAINABLE
                    ? Optional.of("too many terms")
                    : Optional.empty());
      }
    }
    assertThat(spread.groups.get(0)).hasSize(1);
    assertThat(spread.groups).anySatisfy(group -> assertThat(group).hasSize(Turns.MOST));
    assertThat(spread.groups.stream().mapToInt(List::size).sum()).isEqualTo(39);
  }

  private Object heardOf(SearchSlots slots, int attempt) throws InterruptedException {
    slots.start(TASK, 0, attempt, arrivals);
    slots.go();
    Object said = heard.poll(20, TimeUnit.SECONDS);
    assertThat(said).as("a slot's answer").isNotNull();
    return said;
  }

  private SearchSlots slots(TrialSpread spread) {
    return slots(spread, spark);
  }

  private SearchSlots slots(TrialSpread spread, SparkSession on) {
    DivisionRows rows =
        new DivisionRows(
            (job, part) -> new DivisionRows.Prepared(null, Optional.empty(), 0, () -> {}), 1);
    return new SearchSlots(
        JavaSparkContext.fromSparkContext(on.sparkContext()),
        new TrialJob(JOB),
        rows,
        spread,
        new Paused(folder),
        RETRIES,
        1);
  }

  /** Trains nothing, at once, and notes which trials came in one task. */
  private final class InTurn extends Throwing {
    static final int UNTRAINABLE = 20;

    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(1);

    InTurn() {
      super(new AssertionError(), true);
    }

    @Override
    public void requireTrainable(TrialPart part, DivisionRows.Prepared rows) {
      if (part.task().trial() == UNTRAINABLE) {
        throw DataException.bad("too many terms");
      }
    }

    @Override
    public List<TrialReport> trainInTurn(List<TrialPart> parts, DivisionRows.Prepared rows) {
      gate.acquireUninterruptibly();
      groups.add(parts.stream().map(part -> part.task().trial()).toList());
      gate.release();
      return parts.stream().map(part -> new TrialReport.Builder("here").done()).toList();
    }
  }

  /** Every training ends with the same throwable. */
  private class Throwing implements TrialSpread {
    private final Throwable thrown;
    private final boolean wholeTrials;

    Throwing(Throwable thrown, boolean wholeTrials) {
      this.thrown = thrown;
      this.wholeTrials = wholeTrials;
    }

    @Override
    public boolean wholeTrials() {
      return wholeTrials;
    }

    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public void requireTrainable(TrialPart part, DivisionRows.Prepared rows) {}

    @Override
    public Optional<String> apart(List<TrialPart> parts, DivisionRows.Prepared rows) {
      return Optional.of("alone");
    }

    @Override
    public List<TrialReport> trainTogether(List<TrialPart> parts, DivisionRows.Prepared rows) {
      throw new AssertionError("they are to be trained apart");
    }

    @Override
    public List<TrialReport> trainInTurn(List<TrialPart> parts, DivisionRows.Prepared rows) {
      trained.addAndGet(parts.size());
      throw SearchSlotsTest.<RuntimeException>unchecked(thrown);
    }

    @Override
    public TrialReport trainWatched(TrialPart part, DivisionRows.Prepared rows) {
      throw new AssertionError("nobody asked for a curve");
    }

    @Override
    public TrialReport trainTested(JobSpec job, DivisionRows.Prepared rows, String title) {
      throw new AssertionError("nobody asked for a test");
    }

    @Override
    public void cancel() {}
  }

  /** As Scala does, which does not declare what it throws. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
