package org.lockstep.driver.flow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.RoundLoop;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.Workers;
import org.lockstep.trainer.watching.Watching;

/**
 * Each trial is a training over the cluster on rows that its executors share, several at once, each
 * in a fair pool of Spark's scheduler. A trial that goes on is trained from its beginning: the same
 * bits, and more epochs.
 */
final class RowSpread implements TrialSpread {
  private static final String POOL = "spark.scheduler.pool";

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final String group;
  private final List<String> labels;
  private final String metric;
  private final int atOnce;

  RowSpread(SparkSession session, String group, List<String> labels, String metric, int atOnce) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.group = group;
    this.labels = labels;
    this.metric = metric;
    this.atOnce = atOnce;
  }

  @Override
  public boolean wholeTrials() {
    return false;
  }

  @Override
  public int atOnce() {
    return atOnce;
  }

  @Override
  public TrialReport train(Task task, int part, JobSpec job, DivisionRows.Prepared rows) {
    String title = "trial %d, division %d: %s".formatted(task.trial(), part + 1, task.setting());
    spark.setJobGroup(group, title, false);
    spark.setLocalProperty(POOL, Thread.currentThread().getName());
    TrialReport.Builder report = new TrialReport.Builder("cluster");
    NetworkSpec network =
        NetworkFit.require(job, rows.data().network(job, labels), rows.data().shards());
    JobSpec piece =
        job.with(
            job.training().with(task.toEpoch(), job.training().earlyStopping()).with(Watching.OFF));
    TrainingResult result =
        Loops.choose(session, rows.data().shards(), network, piece, title)
            .loop()
            .run(new FitProgram(), new Silence())
            .best();
    try (Workers workers =
        new RoundLoop(spark, rows.data().shards(), network, piece.training(), title)) {
      return report.result(network, result, metric, scores(workers, result, job, network)).done();
    }
  }

  private static Map<String, Double> scores(
      Workers workers, TrainingResult result, JobSpec job, NetworkSpec network) {
    Thresholds thresholds =
        job.threshold() instanceof ThresholdChoice.Tuned
            ? workers.evaluate(result.parameters(), Split.VALIDATION).tunedThresholds()
            : job.threshold().of(network.task(), network.outputs());
    return TrialReport.scores(
        workers.evaluate(result.parameters(), Split.VALIDATION, Optional.of(thresholds)).scores());
  }

  @Override
  public void cancel() {
    spark.sc().cancelJobGroup(group);
  }
}
