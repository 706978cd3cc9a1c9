package org.lockstep.driver.flow;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.driver.report.RangeOutcome;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.rangetest.RangeTestSpec;

/** A learning-rate range test on a job's rows, by the shards and merges of its training. */
final class RateSearch {
  private final SparkSession spark;
  private final JobSpec job;
  private final LookUp lookUp;

  RateSearch(SparkSession spark, JobSpec job, LookUp lookUp) {
    this.spark = spark;
    this.job = job;
    this.lookUp = lookUp;
  }

  RangeOutcome over(RangeTestSpec range) throws IOException {
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      DataOrigin origin = DataOrigins.of(job.data(), examples);
      PreparedData data = PreparedData.of(spark, job, examples);
      NetworkSpec network = data.trainable(job, examples.labels());
      try (ShardSet shards = data.shards()) {
        Beginning beginning =
            Beginning.of(
                job,
                network,
                data.features(),
                examples.labels(),
                spark.sparkContext().hadoopConfiguration());
        TrainingLoop loop =
            Loops.choose(spark, shards, network, job, "lockstep lr-find " + job.name()).loop();
        return new RangeOutcome(
            network,
            origin,
            loop.run(new RateProgram(range), new Silence(), RunControl.none(), beginning.state()));
      }
    }
  }
}
