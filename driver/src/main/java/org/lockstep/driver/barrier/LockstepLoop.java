package org.lockstep.driver.barrier;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;
import scala.reflect.ClassTag$;

/**
 * Runs the program inside one barrier stage: a task a slot, the tasks of a JVM together a rank,
 * whose leader runs the program. Steps cost what they cost in one process, not a Spark job each.
 *
 * <p>Not thread-safe; several loops may share a context, a thread each.
 */
public final class LockstepLoop implements TrainingLoop {
  private static final long LOOK_MILLIS = 50;
  private static final int MEET_SECONDS = 120;

  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final String title;

  /**
   * @param shards stay the caller's to close
   * @param title what Spark's UI shows, such as {@code lockstep airline}
   */
  public LockstepLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title) {
    this.spark = spark;
    this.shards = shards;
    this.network = network;
    this.training = training;
    this.title = title;
  }

  @Override
  public String name() {
    return "lockstep";
  }

  @Override
  public <R> R run(Program<R> program, RunListener listener) {
    AttemptKey key = new AttemptKey(UUID.randomUUID().toString(), 1);
    spark.setJobGroup(key.run(), title + " · epochs", true);
    try (Desk desk = Desk.open(key)) {
      Leadership leadership = new Leadership(network, training, program);
      JavaFutureAction<List<byte[]>> stage =
          stage(new RankTask(key, leadership, MEET_SECONDS)).collectAsync();
      try {
        tell(desk, stage, listener);
        @SuppressWarnings("unchecked") // the program's own result
        R result = (R) Parcel.unpack(only(stage.get()), Ending.class).get();
        return result;
      } finally {
        stage.cancel(true);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(ExitCode.RESUMABLE, "the training was interrupted", e);
    } catch (ExecutionException e) {
      throw new RunException(
          ExitCode.RESUMABLE, "the barrier stage failed: " + e.getCause().getMessage(), e);
    } finally {
      spark.clearJobGroup();
    }
  }

  private JavaRDD<byte[]> stage(RankTask task) {
    return shards
        .shards()
        .rdd()
        .barrier()
        .mapPartitions(task, false, ClassTag$.MODULE$.<byte[]>apply(byte[].class))
        .toJavaRDD();
  }

  private static void tell(Desk desk, JavaFutureAction<?> stage, RunListener listener)
      throws InterruptedException {
    boolean over;
    do {
      over = stage.isDone(); // what was put before the end is told before the result
      for (Report report = desk.next(over ? 0 : LOOK_MILLIS);
          report != null;
          report = desk.next(0)) {
        report.tell(listener);
      }
    } while (!over);
  }

  private static byte[] only(List<byte[]> endings) {
    if (endings.size() != 1) {
      throw new IllegalStateException("one rank must end the program. Received: " + endings.size());
    }
    return endings.get(0);
  }
}
