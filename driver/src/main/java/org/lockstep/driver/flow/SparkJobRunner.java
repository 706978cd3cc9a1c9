package org.lockstep.driver.flow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.source.LookUp;
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
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.Progress;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.SearchProgress;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Reconstruction;
import org.lockstep.trainer.model.Reconstructor;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.rangetest.RangeTestSpec;
import org.lockstep.trainer.text.TextFeatures;

/** The commands' work on real data and real Spark. */
public final class SparkJobRunner implements JobRunner {
  private final LookUp lookUp;

  /**
   * @param lookUp where named data sets are looked for
   */
  public SparkJobRunner(LookUp lookUp) {
    this.lookUp = lookUp;
  }

  @Override
  public RunOutcome train(JobSpec job, RunDirectory run, Progress progress, SparkSession spark)
      throws IOException {
    return new Training(spark, job, progress, lookUp).into(run);
  }

  @Override
  public SearchOutcome search(
      JobSpec job, RunDirectory run, SearchProgress progress, SparkSession spark)
      throws IOException {
    return new Searching(spark, job, progress, lookUp).into(run);
  }

  @Override
  public RangeOutcome findRate(JobSpec job, RangeTestSpec range, SparkSession spark)
      throws IOException {
    return new RateSearch(spark, job, lookUp).over(range);
  }

  @Override
  public PlanOutcome plan(JobSpec job, PlanSpec spec, SparkSession spark) throws IOException {
    return new Planning(spark, job, lookUp).of(spec);
  }

  @Override
  public DryRunOutcome dryRun(JobSpec job, SparkSession spark) throws IOException {
    return new DryRunning(spark, job, lookUp).run();
  }

  @Override
  public double epochSeconds(JobSpec job, int epochs, SparkSession spark) {
    return EpochTimes.median(spark, job, lookUp, epochs);
  }

  @Override
  public EvaluationOutcome evaluate(FinishedRun run, String data, SparkSession spark)
      throws IOException {
    return new Evaluation(spark, run.job(), ModelFile.read(run.model()), lookUp).of(data);
  }

  @Override
  public PredictionOutcome predict(
      FinishedRun run, String data, Path out, boolean code, SparkSession spark) throws IOException {
    return new RowPredictions(spark, run.job(), ModelFile.read(run.model()), lookUp)
        .write(data, out, code);
  }

  @Override
  public List<Baseline> baselines(
      FinishedRun run, BaselineChoice choice, Consumer<String> tell, SparkSession spark)
      throws IOException {
    return new BaselineTraining(spark, run.job(), ModelFile.read(run.model()), lookUp)
        .train(choice, tell);
  }

  @Override
  public List<TextPrediction> predict(FinishedRun run, List<String> texts) throws IOException {
    Model model = ModelFile.read(run.model());
    if (model.network().task() == Task.RECONSTRUCTION) {
      return reconstructed(model, texts);
    }
    Scorer scorer = new Scorer(model);
    List<TextPrediction> predictions = new ArrayList<>();
    for (String text : texts) {
      Prediction prediction = scorer.predict(text);
      Map<String, Double> probabilities = new LinkedHashMap<>();
      for (int i = 0; i < model.labels().size(); i++) {
        probabilities.put(model.labels().get(i), (double) prediction.outputs().get(i));
      }
      String answer =
          model.labels().isEmpty()
              ? prediction.outputs().stream().map(String::valueOf).collect(Collectors.joining(" "))
              : String.join(", ", prediction.labels());
      predictions.add(new TextPrediction(text, answer, probabilities));
    }
    return predictions;
  }

  private static List<TextPrediction> reconstructed(Model model, List<String> texts) {
    List<Reconstruction> rows =
        new Reconstructor(model).of(((TextFeatures) model.features()).transform(texts));
    List<TextPrediction> predictions = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String answer = "reconstruction error " + rows.get(i).error();
      predictions.add(new TextPrediction(texts.get(i), answer, Map.of()));
    }
    return predictions;
  }
}
