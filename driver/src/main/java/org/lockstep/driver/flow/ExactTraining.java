package org.lockstep.driver.flow;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.report.ExactRun;
import org.lockstep.driver.run.Progress;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.TrainingResult;

/**
 * A job's training with gradients that are averaged in every step, to tell what the steps that its
 * workers take on their own cost in accuracy. Writes no checkpoint: it changes nothing of the run,
 * and is made anew if that is resumed.
 */
final class ExactTraining {
  private final SparkSession spark;
  private final JobSpec job;
  private final String title;
  private final Progress progress;

  ExactTraining(SparkSession spark, JobSpec job, String title, Progress progress) {
    this.spark = spark;
    this.job = job.with(job.training().with(AveragingSpec.everyStep()));
    this.title = title + " · exact run";
    this.progress = progress;
  }

  /**
   * @param start nothing for the seed's parameters
   * @param scores of parameters, by split
   */
  ExactRun of(
      ShardSet shards,
      NetworkSpec network,
      Optional<TrainingState> start,
      Function<float[], Map<Split, Scores>> scores) {
    progress.exactRun();
    long began = System.nanoTime();
    TrainingResult result =
        Loops.choose(spark, shards, network, job, title)
            .loop()
            .run(new FitProgram(), warnings(), RunControl.none(), start)
            .best();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new ExactRun(
        scores.apply(result.parameters()),
        result.bestEpoch(),
        result.epochs(),
        Parameters.sha256(result.parameters()),
        seconds);
  }

  /** Its epochs belong into no table of the run. */
  private RunListener warnings() {
    return new Silence() {
      @Override
      public void warn(String sentence) {
        progress.warn(sentence);
      }
    };
  }
}
