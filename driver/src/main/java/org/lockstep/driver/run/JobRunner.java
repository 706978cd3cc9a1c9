package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.baseline.Baseline;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.dryrun.DryRunOutcome;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.plan.PlanSpec;
import org.lockstep.driver.report.EvaluationOutcome;
import org.lockstep.driver.report.PlanOutcome;
import org.lockstep.driver.report.PredictionOutcome;
import org.lockstep.driver.report.RangeOutcome;
import org.lockstep.driver.report.RunOutcome;
import org.lockstep.driver.report.SearchOutcome;
import org.lockstep.driver.report.TextPrediction;
import org.lockstep.trainer.rangetest.RangeTestSpec;

/**
 * The work behind the commands. Failures are exceptions: {@link Failures} says what they mean to
 * the user. The session is the caller's: the runner does not stop it.
 */
public interface JobRunner {
  /**
   * Trains and writes the model into {@code run.model()}. Tells {@code progress} of every phase and
   * epoch; status, history, terminal, {@code metrics.json} and {@code _SUCCESS} are written for it.
   */
  RunOutcome train(JobSpec job, RunDirectory run, Progress progress, SparkSession spark)
      throws IOException;

  /**
   * Searches for the best setting of a job and trains it; goes on with the run's ledger if it has
   * one. Tells {@code progress} of every trial.
   */
  SearchOutcome search(JobSpec job, RunDirectory run, SearchProgress progress, SparkSession spark)
      throws IOException;

  /** Trains with growing learning rates on the job's rows, and keeps nothing but the losses. */
  RangeOutcome findRate(JobSpec job, RangeTestSpec range, SparkSession spark) throws IOException;

  /** Measures this machine on the job's rows and predicts how the job scales. */
  PlanOutcome plan(JobSpec job, PlanSpec spec, SparkSession spark) throws IOException;

  /** Prepares a job's rows and tries its first steps on some of them; keeps nothing. */
  DryRunOutcome dryRun(JobSpec job, SparkSession spark) throws IOException;

  /**
   * Trains for so many epochs and keeps nothing but their time.
   *
   * @return the median seconds of the second half
   */
  double epochSeconds(JobSpec job, int epochs, SparkSession spark) throws IOException;

  /**
   * Scores a run's model on labelled data.
   *
   * @param data a path in the format of the job's data, or the name of a data set
   */
  EvaluationOutcome evaluate(FinishedRun run, String data, SparkSession spark) throws IOException;

  /**
   * Predicts every row of the data.
   *
   * @param out a file that does not exist yet
   * @param code whether an autoencoder's codes are written, too
   */
  PredictionOutcome predict(
      FinishedRun run, String data, Path out, boolean code, SparkSession spark) throws IOException;

  /**
   * Trains simpler models on a run's features.
   *
   * @param tell hears which model comes next
   */
  List<Baseline> baselines(
      FinishedRun run, BaselineChoice choice, Consumer<String> tell, SparkSession spark)
      throws IOException;

  /** Predicts texts, without Spark. */
  List<TextPrediction> predict(FinishedRun run, List<String> texts) throws IOException;
}
