package org.lockstep.driver.ml.fit;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.barrier.Obstacle;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a fit makes its steps; the bits are the same in all places. Left open, {@code auto} takes
 *
 * <ul>
 *   <li>one task, if the rows take at most {@value #LARGEST_TASK_MEGABYTES} MB: nothing is faster
 *       for small data, and fits that run at once (CrossValidator's) never wait for each other;
 *   <li>one barrier stage, if the rows are more, all its slots are there and no other job is under
 *       way in the context, since two barrier stages that want the same slots run one after the
 *       other;
 *   <li>a Spark job a step otherwise, whose tasks mix with those of others.
 * </ul>
 */
final class FitLoop {
  static final int LARGEST_TASK_MEGABYTES = 64;

  private static final Logger LOG = LoggerFactory.getLogger(FitLoop.class);
  private static final double MEGA = 1e6;
  private static final String TITLE = "lockstep fit";

  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final NetworkSpec network;
  private final TrainingSpec training;

  FitLoop(JavaSparkContext spark, ShardSet shards, NetworkSpec network, TrainingSpec training) {
    this.spark = spark;
    this.shards = shards;
    this.network = network;
    this.training = training;
  }

  /**
   * Trains to the end.
   *
   * @param loop the Param
   * @throws IllegalArgumentException if a barrier stage is wanted that cannot run
   */
  RandomRestarts.Outcome run(String loop, Optional<TrainingState> start) {
    String chosen = loop.equals("auto") ? choose() : loop;
    return switch (chosen) {
      case "task" -> TaskFit.run(spark, shards, network, training, start);
      case "round" -> over(new RoundTraining(spark, shards, network, training, TITLE), start);
      default -> {
        requireSlots();
        yield over(new LockstepLoop(spark, shards, network, training, TITLE), start);
      }
    };
  }

  private String choose() {
    double megabytes = shards.bytes() / MEGA;
    if (megabytes <= LARGEST_TASK_MEGABYTES) {
      LOG.info("training in one task: rows of {} MB", megabytes);
      return "task";
    }
    int others = spark.statusTracker().getActiveJobIds().length;
    Optional<Obstacle> obstacle = obstacle();
    if (others == 0 && obstacle.isEmpty()) {
      LOG.info("training in one barrier stage: rows of {} MB", megabytes);
      return "lockstep";
    }
    LOG.info(
        "training by a job a step: {}",
        obstacle.map(Obstacle::words).orElse("other jobs are under way: " + others));
    return "round";
  }

  private void requireSlots() {
    obstacle()
        .ifPresent(
            obstacle -> {
              throw new IllegalArgumentException(
                  "loop must be auto, task or round where no barrier stage can run. Received:"
                      + " lockstep, and "
                      + obstacle.words());
            });
  }

  private Optional<Obstacle> obstacle() {
    try {
      return Obstacle.to(spark, shards, 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the fit was interrupted", e);
    }
  }

  private static RandomRestarts.Outcome over(TrainingLoop loop, Optional<TrainingState> start) {
    return loop.run(new FitProgram(), new Log(), RunControl.none(), start);
  }

  /** Tells the log what a person should know; the epochs are in the model's summary. */
  private static final class Log implements RunListener {
    @Override
    public void restartBegan(int restart, int restarts) {
      LOG.debug("restart {} of {}", restart, restarts);
    }

    @Override
    public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds seconds) {
      LOG.debug("epoch {} loss {}", record.epoch(), record.train().loss());
    }

    @Override
    public void layersMeasured(LayerReport report, List<Finding> news) {
      news.forEach(finding -> LOG.warn("{}", finding));
    }

    @Override
    public void warn(String sentence) {
      LOG.warn("{}", sentence);
    }
  }
}
