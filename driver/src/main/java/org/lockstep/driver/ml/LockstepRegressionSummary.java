package org.lockstep.driver.ml;

import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.mllib.evaluation.RegressionMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.driver.ml.param.Columns;

/** Scores of a regression by Spark's own metrics, weighted by weightCol if it is set. */
public final class LockstepRegressionSummary {
  private final Dataset<Row> predictions;
  private final RegressionMetrics metrics;

  LockstepRegressionSummary(Dataset<Row> predictions, LockstepRegressionModel model) {
    this.predictions = predictions;
    RegressionEvaluator evaluator =
        new RegressionEvaluator()
            .setLabelCol(model.getLabelCol())
            .setPredictionCol(model.getPredictionCol());
    Columns.name(model, model.weightCol()).ifPresent(evaluator::setWeightCol);
    this.metrics = evaluator.getMetrics(predictions);
  }

  /** The rows with the model's column. */
  public Dataset<Row> predictions() {
    return predictions;
  }

  public double meanSquaredError() {
    return metrics.meanSquaredError();
  }

  public double rootMeanSquaredError() {
    return metrics.rootMeanSquaredError();
  }

  public double meanAbsoluteError() {
    return metrics.meanAbsoluteError();
  }

  /** 1 − Σ(y − ŷ)² / Σ(y − ȳ)². */
  public double r2() {
    return metrics.r2();
  }
}
