package org.lockstep.driver.barrier;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.exchange.Cause;
import org.lockstep.driver.exchange.ExchangeLimits;
import org.lockstep.driver.exchange.Tracker;
import org.lockstep.driver.exchange.TrackerAddress;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.loop.HashingListener;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.metrics.RankGauges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.reflect.ClassTag$;

/** One launch of the barrier stage: its tracker, its Spark job, and what rank 0 sends. */
final class Launch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Launch.class);
  private static final long LOOK_MILLIS = 50;
  private static final Duration LAST_LETTERS = Duration.ofSeconds(30);
  private static final Duration STAGE_END = Duration.ofSeconds(5);

  private final ExchangeLimits limits;
  private final Inbox inbox = new Inbox();
  private final Tracker tracker;
  private final JavaFutureAction<?> stage;
  private final boolean local;
  private Ending ending;

  /** Of those but the first, how many have said their last word. */
  private int silentRanks;

  /**
   * Starts the stage.
   *
   * @param shards a partition a task
   * @throws IOException if the driver cannot listen
   */
  Launch(
      JavaSparkContext spark,
      JavaRDD<WorkerShards> shards,
      Leadership leadership,
      Attempt attempt,
      ExchangeLimits limits)
      throws IOException {
    this.limits = limits;
    this.local = spark.isLocal();
    TrackerAddress address = TrackerAddress.of(spark.getConf());
    tracker = new Tracker(address, attempt, shards.getNumPartitions(), limits, inbox);
    stage = stage(shards, new RankTask(tracker.invitation(), leadership)).collectAsync();
  }

  private static JavaRDD<byte[]> stage(JavaRDD<WorkerShards> shards, RankTask task) {
    return shards
        .rdd()
        .barrier()
        .mapPartitions(task, false, ClassTag$.MODULE$.<byte[]>apply(byte[].class))
        .toJavaRDD();
  }

  /**
   * Passes on what rank 0 tells until it ends the program.
   *
   * @throws AttemptFailedException with the first cause, if the attempt fails before
   */
  Ending await(RunListener listener, DriverControl control)
      throws AttemptFailedException, InterruptedException {
    long overSince = 0;
    while (ending == null) {
      boolean over = stage.isDone() || tracker.cause().isPresent();
      for (Letter letter = inbox.next(over ? 0 : LOOK_MILLIS);
          letter != null;
          letter = inbox.next(0)) {
        open(letter, listener, control);
      }
      control.look(tracker);
      if (over && ending == null) {
        overSince = overSince == 0 ? System.nanoTime() : overSince;
        requireMoreToCome(System.nanoTime() - overSince);
      }
    }
    awaitStage(listener, control);
    return ending;
  }

  private void open(Letter letter, RunListener listener, DriverControl control) {
    switch (letter.kind()) {
      case Letter.REPORT -> Parcel.unpack(letter.bytes(), Report.class).tell(listener);
      case Letter.EPOCH -> {
        Report.EpochFinished epoch = EpochLetter.unpack(letter.bytes());
        show(epoch);
        epoch.tell(listener);
        control.epochFinished(epoch.record().epoch(), tracker);
      }
      case Letter.STATE -> control.saved(letter.bytes());
      case Letter.LAST_STATE -> control.ended(letter.bytes());
      case Letter.TIMES -> {
        RankTimes times = Parcel.unpack(letter.bytes(), RankTimes.class);
        RankGauges.heard(letter.rank(), times.epoch(), times.seconds().quantities());
        silentRanks += times.last() ? 1 : 0;
      }
      case Letter.ENDING -> ending = Parcel.unpack(letter.bytes(), Ending.class);
      default ->
          throw new IllegalStateException("a letter must be of a known kind: " + letter.kind());
    }
  }

  /** In Spark's metrics; what runs in this process has shown itself. */
  private void show(Report.EpochFinished epoch) {
    RankGauges.heard(0, epoch.record().epoch(), epoch.seconds().quantities());
    if (!local) {
      HashingListener.show(epoch.record(), epoch.seconds());
    }
  }

  /** A stage that succeeded has sent its ending, which may still be on its way. */
  private void requireMoreToCome(long overNanos)
      throws AttemptFailedException, InterruptedException {
    Optional<Throwable> failure = failure();
    if (failure.isEmpty() && tracker.cause().isEmpty() && overNanos < LAST_LETTERS.toNanos()) {
      Thread.sleep(1);
      return;
    }
    Cause cause =
        tracker
            .awaitCause(limits.grace().plusSeconds(1))
            .orElseGet(() -> new Cause(-1, "", sentence(failure)));
    throw new AttemptFailedException(cause, failure.orElse(null));
  }

  /** What Spark says of the stage; empty while it runs and if it succeeded. */
  private Optional<Throwable> failure() throws InterruptedException {
    if (!stage.isDone()) {
      return Optional.empty();
    }
    try {
      stage.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    }
  }

  private static String sentence(Optional<Throwable> failure) {
    return failure
        .map(Throwable::getMessage)
        .flatMap(message -> message.lines().findFirst())
        .orElse("the stage ended without a result");
  }

  /** The program has ended: a stage that fails now has nothing to lose. */
  private void awaitStage(RunListener listener, DriverControl control) throws InterruptedException {
    int others = tracker.roster().map(roster -> roster.ranks().size() - 1).orElse(0);
    long deadline = System.nanoTime() + STAGE_END.toNanos();
    while ((!stage.isDone() || silentRanks < others && failure().isEmpty())
        && System.nanoTime() - deadline < 0) {
      Letter letter = inbox.next(1);
      if (letter != null) {
        open(letter, listener, control);
      }
    }
    failure().ifPresent(thrown -> LOG.warn("the stage failed after the program's end", thrown));
  }

  /**
   * Tells the tasks of a failed attempt to give up.
   *
   * @return the JVMs whose tasks have not done so by then
   */
  Set<String> giveUp(Duration patience) throws InterruptedException {
    tracker.abort("the attempt has failed");
    stage.cancel(true);
    return tracker.awaitLeave(patience);
  }

  /** The JVMs whose tasks broke off without a word: dead, or cut off. */
  Set<String> lost() {
    return tracker.lost();
  }

  /** Ends the tasks that still run, and the tracker. */
  @Override
  public void close() {
    tracker.abort("the driver has ended the attempt");
    stage.cancel(true);
    tracker.close();
  }
}
