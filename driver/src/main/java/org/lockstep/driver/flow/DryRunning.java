package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.dryrun.DryRunOutcome;
import org.lockstep.driver.dryrun.Memory;
import org.lockstep.driver.dryrun.OneBatch;
import org.lockstep.driver.dryrun.TwoSteps;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.plan.Sample;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** Reads and prepares a job's rows as its training does, and tries its first steps on some. */
final class DryRunning {
  private final SparkSession spark;
  private final JobSpec job;
  private final LookUp lookUp;

  DryRunning(SparkSession spark, JobSpec job, LookUp lookUp) {
    this.spark = spark;
    this.job = job;
    this.lookUp = lookUp;
  }

  DryRunOutcome run() throws IOException {
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      PreparedData data = PreparedData.of(spark, job, examples);
      try (ShardSet shards = data.shards()) {
        NetworkSpec network = data.trainable(job, examples.labels());
        TrainingSpec training = job.training();
        Shard sample = twoBatches(shards, training);
        return new DryRunOutcome(
            DataOrigins.of(job.data(), examples),
            rows(shards),
            examples.labels(),
            shards.inputs(),
            network,
            Memory.of(network, training, shards.bytes()),
            training.stepsPerEpoch(shards.rows(Split.TRAIN)),
            TwoSteps.of(network, training, sample),
            OneBatch.of(network, training, sample));
      }
    }
  }

  private static List<Long> rows(ShardSet shards) {
    return Arrays.stream(new Split[] {Split.TRAIN, Split.VALIDATION, Split.TEST})
        .map(shards::rows)
        .toList();
  }

  /** The first rows of every worker, two batches together. */
  private static Shard twoBatches(ShardSet shards, TrainingSpec training) {
    int each = (int) Math.ceil(2.0 * training.batchSize() / training.workers());
    return Sample.join(shards.shards().map(new HeadTask(each)).collect());
  }
}
