package org.lockstep.driver.flow;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Finding;
import org.lockstep.trainer.watching.LayerReport;

/** Times epochs of a job's own training in the lockstep loop, and keeps nothing of it. */
final class EpochTimes implements RunListener {
  private final List<Double> seconds = new ArrayList<>();

  /** The median epoch of the second half of so many. */
  static double median(SparkSession spark, JobSpec job, LookUp lookUp, int epochs) {
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      PreparedData data = PreparedData.of(spark, job, examples);
      try (ShardSet shards = data.shards()) {
        NetworkSpec network = data.trainable(job, examples.labels());
        EpochTimes times = new EpochTimes();
        new LockstepLoop(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                shards,
                network,
                unstopped(job.training(), epochs),
                "lockstep plan " + job.name(),
                0)
            .run(new FitProgram(), times);
        return times.median();
      }
    }
  }

  private static TrainingSpec unstopped(TrainingSpec training, int epochs) {
    return training.toBuilder()
        .epochs(epochs)
        .earlyStopping(EarlyStoppingSpec.none())
        .restarts(1)
        .build();
  }

  private double median() {
    List<Double> warm =
        seconds.subList(seconds.size() / 2, seconds.size()).stream().sorted().toList();
    return warm.get(warm.size() / 2);
  }

  @Override
  public void epochFinished(EpochRecord record, String weightsSha256, PhaseSeconds phases) {
    seconds.add(record.seconds());
  }

  @Override
  public void restartBegan(int restart, int restarts) {}

  @Override
  public void layersMeasured(LayerReport report, List<Finding> news) {}

  @Override
  public void warn(String sentence) {}
}
