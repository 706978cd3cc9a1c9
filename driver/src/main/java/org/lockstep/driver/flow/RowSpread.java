package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.RoundLoop;
import org.lockstep.driver.trial.KeptState;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.worker.Workers;

/**
 * Each trial is a training over the cluster on rows that its executors share, several at once, each
 * in a fair pool of Spark's scheduler. A trial that goes on does so from the state in which it
 * paused.
 */
final class RowSpread implements TrialSpread {
  private static final String POOL = "spark.scheduler.pool";

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final String group;
  private final List<String> labels;
  private final String metric;
  private final int epochs;
  private final Paused paused;
  private final int atOnce;

  /**
   * @param epochs of a trial that runs to its end
   */
  RowSpread(
      SparkSession session,
      String group,
      List<String> labels,
      String metric,
      int epochs,
      Paused paused,
      int atOnce) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.group = group;
    this.labels = labels;
    this.metric = metric;
    this.epochs = epochs;
    this.paused = paused;
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
  public void requireTrainable(TrialPart part, DivisionRows.Prepared rows) {
    rows.data().trainable(part.job(), labels);
  }

  @Override
  public Optional<String> apart(List<TrialPart> parts, DivisionRows.Prepared rows) {
    return Optional.of("each trial is spread over the cluster");
  }

  @Override
  public List<TrialReport> trainTogether(List<TrialPart> parts, DivisionRows.Prepared rows) {
    throw new IllegalArgumentException(apart(parts, rows).orElseThrow());
  }

  @Override
  public List<TrialReport> trainInTurn(List<TrialPart> parts, DivisionRows.Prepared rows)
      throws IOException {
    List<TrialReport> reports = new ArrayList<>();
    for (TrialPart part : parts) {
      reports.add(train(part, rows));
    }
    return reports;
  }

  private TrialReport train(TrialPart part, DivisionRows.Prepared rows) throws IOException {
    byte[] before = paused.before(part.task(), part.part());
    KeptState kept = new KeptState(part.task().toEpoch() < epochs);
    Optional<TrainingState> start =
        before.length == 0 ? Optional.empty() : Optional.of(KeptState.read(before));
    JobSpec piece = part.job().with(part.training());
    TrialReport report = train(piece, rows, kept, start, Split.VALIDATION, part.title());
    paused.keep(part.task(), part.part(), report.state());
    return report;
  }

  /** As any: a training over the cluster scores each of its epochs. */
  @Override
  public TrialReport trainWatched(TrialPart part, DivisionRows.Prepared rows) {
    return whole(part.job().with(part.training()), rows, Split.VALIDATION, part.title());
  }

  @Override
  public TrialReport trainTested(JobSpec job, DivisionRows.Prepared rows, String title) {
    JobSpec whole = job.with(TrialPart.unwatched(job, job.training().epochs()));
    return whole(whole, rows, Split.TEST, title);
  }

  private TrialReport whole(JobSpec piece, DivisionRows.Prepared rows, Split judges, String title) {
    return train(piece, rows, new KeptState(false), Optional.empty(), judges, title);
  }

  private TrialReport train(
      JobSpec piece,
      DivisionRows.Prepared rows,
      KeptState kept,
      Optional<TrainingState> before,
      Split judges,
      String title) {
    spark.setJobGroup(group, title, false);
    spark.setLocalProperty(POOL, Thread.currentThread().getName());
    TrialReport.Builder report = new TrialReport.Builder("cluster");
    NetworkSpec network = rows.data().trainable(piece, labels);
    Optional<TrainingState> start =
        before.or(
            () ->
                Beginning.ofTrial(
                    piece, network, rows.data(), labels, spark.hadoopConfiguration()));
    TrainingResult result =
        Loops.choose(session, rows.data().shards(), network, piece, title)
            .loop()
            .run(new FitProgram(), new Silence(), kept, start)
            .best();
    try (Workers workers =
        new RoundLoop(spark, rows.data().shards(), network, piece.training(), title)) {
      Map<String, Double> scores = scores(workers, result, judges, piece, network);
      return report
          .result(network, piece.training(), result, metric, scores)
          .state(kept.bytes())
          .done();
    }
  }

  private static Map<String, Double> scores(
      Workers workers, TrainingResult result, Split judges, JobSpec job, NetworkSpec network) {
    Thresholds thresholds =
        job.threshold() instanceof ThresholdChoice.Tuned
            ? workers.evaluate(result.parameters(), judges).tunedThresholds()
            : job.threshold().of(network.task(), network.outputs());
    return TrialReport.scores(
        workers.evaluate(result.parameters(), judges, Optional.of(thresholds)).scores());
  }

  @Override
  public void cancel() {
    spark.sc().cancelJobGroup(group);
  }
}
