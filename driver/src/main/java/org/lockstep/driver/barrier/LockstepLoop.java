package org.lockstep.driver.barrier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.exchange.ExchangePolicy;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.AttemptToken;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.TrainingStoppedException;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;
import org.lockstep.trainer.training.TrainingSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the program inside one barrier stage: a task a slot, the tasks of a JVM together a rank, all
 * ranks in step. Steps cost what they cost in one process, not a Spark job each. A stage that fails
 * is launched anew: at once with the executors that are left, if the shards are quickly dealt to
 * them, and from the next step after lost ones have been replaced with all.
 *
 * <p>Not thread-safe; several loops may share a context, a thread each.
 */
public final class LockstepLoop implements TrainingLoop {
  /** Spark's setting for how often in a row a stage that got nowhere is launched anew. */
  public static final String RELAUNCHES = "spark.lockstep.maxRelaunches";

  private static final Logger LOG = LoggerFactory.getLogger(LockstepLoop.class);

  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final String title;
  private final Recovery recovery;

  /**
   * @param shards stay the caller's to close
   * @param title what Spark's UI shows, such as {@code lockstep airline}
   * @throws RunException (78) if {@value #RELAUNCHES} is not a number
   */
  public LockstepLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title) {
    this(spark, shards, network, training, title, Recovery.of(spark.getConf()));
  }

  /**
   * @param relaunches in place of {@value #RELAUNCHES}
   */
  public LockstepLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title,
      int relaunches) {
    this(
        spark,
        shards,
        network,
        training,
        title,
        Recovery.of(spark.getConf()).withRelaunches(relaunches));
  }

  LockstepLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title,
      Recovery recovery) {
    this.spark = spark;
    this.shards = shards;
    this.network = network;
    this.training = training;
    this.title = title;
    this.recovery = recovery;
  }

  @Override
  public String name() {
    return "lockstep";
  }

  @Override
  public <R> R run(Program<R> program, RunListener listener) {
    return run(program, listener, RunControl.none(), Optional.empty(), false);
  }

  @Override
  public <R> R run(
      Program<R> program, RunListener listener, RunControl control, Optional<TrainingState> start) {
    return run(program, listener, control, start, true);
  }

  private <R> R run(
      Program<R> program,
      RunListener listener,
      RunControl control,
      Optional<TrainingState> start,
      boolean sendsEnd) {
    StateRoom.require(network, training);
    String run = UUID.randomUUID().toString();
    int steps = training.stepsPerEpoch(shards.rows(Split.TRAIN));
    DriverControl states =
        new DriverControl(control, steps, start.map(LockstepLoop::bytes), sendsEnd);
    Retelling retelling = new Retelling(listener);
    int relaunched = 0;
    int vain = 0;
    AttemptFailedException last = null;
    try {
      for (int attempt = 1; ; attempt++) {
        long toldBefore = retelling.told();
        try {
          Ending ending = attempt(run, attempt, last, program, retelling, states);
          if (ending.thrown() instanceof TrainingStoppedException && states.stopsToGrow()) {
            LOG.info("attempt {} ended to go on with more tasks", attempt);
            continue;
          }
          @SuppressWarnings("unchecked") // the program's own result
          R result = (R) ending.get();
          return result;
        } catch (AttemptFailedException e) {
          last = e;
          boolean gotOn = retelling.told() > toldBefore;
          relaunched = gotOn ? 0 : relaunched;
          vain = gotOn ? 0 : vain + 1;
          if (relaunched++ == recovery.relaunches()) {
            throw new RunException(ExitCode.RESUMABLE, givenUp(attempt, vain, e), e);
          }
          listener.warn("attempt %d failed: %s; trying again".formatted(attempt, e.getMessage()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(ExitCode.RESUMABLE, "the training was interrupted", e);
    } catch (IOException e) {
      throw new RunException(
          ExitCode.RESUMABLE, "the driver must be able to listen for its tasks: " + e, e);
    } finally {
      spark.clearJobGroup();
    }
  }

  private static String givenUp(int attempts, int vain, AttemptFailedException e) {
    String last = vain == 0 ? "" : ", the last %d without a finished epoch".formatted(vain);
    return "training failed in %d attempt%s%s: %s"
        .formatted(attempts, attempts == 1 ? "" : "s", last, e.getMessage());
  }

  /**
   * @param last the failure that led to this attempt; null if none did
   */
  private Ending attempt(
      String run,
      int attempt,
      AttemptFailedException last,
      Program<?> program,
      RunListener listener,
      DriverControl states)
      throws IOException, InterruptedException, AttemptFailedException {
    JavaRDD<WorkerShards> tasks = tasks(attempt > 1, last, listener);
    spark.setJobGroup(
        run, "%s · epochs 1–%d · attempt %d".formatted(title, training.epochs(), attempt), true);
    boolean all = tasks.getNumPartitions() == shards.partitions();
    states.begin(all ? null : new Regrowth(spark, shards.shards(), title));
    Broadcast<byte[]> start = states.newest().map(spark::broadcast).orElse(null);
    Leadership leadership =
        new Leadership(network, training, program, start, states.wantsTheEnd(), recovery.faults());
    Attempt identity = new Attempt(run, attempt, AttemptToken.random(), sealed(spark.getConf()));
    try (Launch launch = new Launch(spark, tasks, leadership, identity, recovery.limits())) {
      return await(launch, listener, states);
    } finally {
      states.end();
      if (start != null) {
        start.destroy();
      }
    }
  }

  /** A task that does not let go would keep its slot from the next attempt. */
  private Ending await(Launch launch, RunListener listener, DriverControl states)
      throws InterruptedException, AttemptFailedException {
    try {
      return launch.await(listener, states);
    } catch (AttemptFailedException e) {
      HungExecutors executors = new HungExecutors(spark);
      executors.replace(launch.giveUp(HungExecutors.PATIENCE), listener);
      executors.awaitNews(launch.lost());
      throw e;
    }
  }

  /**
   * A partition a task, as many as fit.
   *
   * @param again whether executors, and with them their shards, may have been lost
   * @param last why they were, where an attempt failed
   */
  private JavaRDD<WorkerShards> tasks(
      boolean again, AttemptFailedException last, RunListener listener)
      throws InterruptedException {
    Slots cluster = new Slots(spark);
    int left = cluster.now();
    boolean goesOn = again && left > 0 && shards.movesQuickly(left);
    int slots = goesOn ? left : cluster.await(shards.partitions(), recovery.slotsWait());
    long seconds = recovery.slotsWait().toSeconds();
    if (slots == 0) {
      throw new RunException(
          ExitCode.RESUMABLE,
          "executors must be there, or come within %d s (%s). Received: none%s"
              .formatted(
                  seconds,
                  SparkStart.DEADLINE,
                  last == null ? "" : ", after " + last.getMessage()));
    }
    if (slots < shards.partitions() && !goesOn) {
      listener.warn(
          "%d slots must be there, or come within %d s (%s). Received: %s; so many tasks train"
              .formatted(shards.partitions(), seconds, SparkStart.DEADLINE, cluster.words()));
    }
    if (slots < shards.partitions()) {
      return shards.over(slots); // a shuffle, which makes lost shards anew before the stage begins
    }
    if (again) {
      spark.setJobDescription(title + " · shards of lost executors");
      shards.shards().foreachPartition(new OwnCopy(shards.shards()));
    }
    return shards.shards();
  }

  private static byte[] bytes(TrainingState state) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TrainingStateBytes.write(state, bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is encrypted between Spark's processes is encrypted between ours. */
  private static boolean sealed(SparkConf conf) {
    return ExchangePolicy.encrypts(conf);
  }
}
