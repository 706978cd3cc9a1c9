package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.driver.baseline.Baseline;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.dryrun.DryRunOutcome;
import org.lockstep.driver.dryrun.Memory;
import org.lockstep.driver.dryrun.OneBatch;
import org.lockstep.driver.dryrun.TwoSteps;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.plan.PlanSpec;
import org.lockstep.driver.plan.Plans;
import org.lockstep.driver.report.EvaluationOutcome;
import org.lockstep.driver.report.Outcomes;
import org.lockstep.driver.report.PlanOutcome;
import org.lockstep.driver.report.PredictionOutcome;
import org.lockstep.driver.report.RangeOutcome;
import org.lockstep.driver.report.RunOutcome;
import org.lockstep.driver.report.SearchOutcome;
import org.lockstep.driver.report.TextPrediction;
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.Progress;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.SearchProgress;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.rangetest.RangeTestResult;
import org.lockstep.trainer.rangetest.RangeTestResult.Point;
import org.lockstep.trainer.rangetest.RangeTestSpec;

/** Goes through a training's motions without training. */
final class FakeRunner implements JobRunner {
  /** Thrown in place of an outcome, if there is one. */
  Throwable failure;

  boolean baselinesFail;

  @Override
  public RunOutcome train(JobSpec job, RunDirectory run, Progress progress, SparkSession spark)
      throws IOException {
    progress.reading("tweets");
    RunOutcome outcome = Outcomes.run();
    progress.read(outcome.data());
    throwFailure();
    progress.preparing("features");
    progress.training(Outcomes.network(), "2 workers");
    outcome.history().forEach(epoch -> progress.epochFinished(epoch, "0", PhaseSeconds.none()));
    progress.evaluating();
    Files.createDirectories(run.model());
    return outcome;
  }

  @Override
  public SearchOutcome search(
      JobSpec job, RunDirectory run, SearchProgress progress, SparkSession spark) {
    throwFailure();
    throw new UnsupportedOperationException("a search has tests of its own");
  }

  @Override
  public RangeOutcome findRate(JobSpec job, RangeTestSpec range, SparkSession spark) {
    throwFailure();
    List<Point> points =
        List.of(
            new Point(1, range.from(), 2, 2),
            new Point(2, 0.01, 1.5, 1.75),
            new Point(3, 0.4, 1, 1.5),
            new Point(4, range.to(), 1.25, 1.4));
    return new RangeOutcome(
        Outcomes.network(), Outcomes.run().data(), new RangeTestResult(points, "it was enough"));
  }

  @Override
  public PlanOutcome plan(JobSpec job, PlanSpec spec, SparkSession spark) {
    throwFailure();
    return new PlanOutcome(Outcomes.network(), Outcomes.run().data(), Plans.tweets(spec));
  }

  @Override
  public DryRunOutcome dryRun(JobSpec job, SparkSession spark) {
    throwFailure();
    return new DryRunOutcome(
        Outcomes.run().data(),
        List.of(6L, 2L, 2L),
        List.of("negative", "positive"),
        4,
        Outcomes.network(),
        new Memory(1 << 17, 1 << 18, 1 << 19, 1 << 17),
        10,
        new TwoSteps(4, 1.1),
        new OneBatch(2, 1, 0.95, 0.01, OneBatch.Verdict.UNMOVED));
  }

  @Override
  public double epochSeconds(JobSpec job, int epochs, SparkSession spark) {
    return spark.sparkContext().defaultParallelism() / (double) epochs;
  }

  @Override
  public EvaluationOutcome evaluate(FinishedRun run, String data, SparkSession spark) {
    return new EvaluationOutcome(
        data,
        RejectedRows.none(6),
        Task.MULTICLASS,
        List.of("no", "yes"),
        List.of(),
        Outcomes.scores());
  }

  @Override
  public PredictionOutcome predict(
      FinishedRun run, String data, Path out, boolean code, SparkSession spark) {
    return new PredictionOutcome(RejectedRows.none(6), out);
  }

  @Override
  public List<Baseline> baselines(
      FinishedRun run, BaselineChoice choice, Consumer<String> tell, SparkSession spark) {
    tell.accept("always yes, " + choice);
    if (baselinesFail) {
      throw new IllegalStateException("odd rows");
    }
    Map<String, Double> scores = Map.of("accuracy", 0.5, "macro_f1", 0.25);
    return List.of(new Baseline("always yes", 0.5, Map.of("test", scores)));
  }

  @Override
  public List<TextPrediction> predict(FinishedRun run, List<String> texts) {
    return texts.stream()
        .map(text -> new TextPrediction(text, "yes", Map.of("yes", 0.75)))
        .toList();
  }

  private void throwFailure() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
