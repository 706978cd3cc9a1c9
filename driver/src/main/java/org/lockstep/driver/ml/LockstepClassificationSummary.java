package org.lockstep.driver.ml;

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.mllib.evaluation.MulticlassMetrics;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.driver.ml.param.Columns;

/** Scores of a classification by Spark's own metrics, weighted by weightCol if it is set. */
public final class LockstepClassificationSummary {
  private final Dataset<Row> predictions;
  private final MulticlassClassificationEvaluator evaluator;
  private final MulticlassMetrics metrics;

  LockstepClassificationSummary(Dataset<Row> predictions, LockstepClassificationModel model) {
    this.predictions = predictions;
    this.evaluator =
        new MulticlassClassificationEvaluator()
            .setLabelCol(model.getLabelCol())
            .setPredictionCol(model.getPredictionCol())
            .setProbabilityCol(model.getProbabilityCol());
    Columns.name(model, model.weightCol()).ifPresent(evaluator::setWeightCol);
    this.metrics = evaluator.getMetrics(predictions);
  }

  /** The rows with the model's columns. */
  public Dataset<Row> predictions() {
    return predictions;
  }

  public double accuracy() {
    return metrics.accuracy();
  }

  /** The classes that occur among labels and predictions, in order. */
  public double[] labels() {
    return metrics.labels();
  }

  public double weightedPrecision() {
    return metrics.weightedPrecision();
  }

  public double weightedRecall() {
    return metrics.weightedRecall();
  }

  /** F1 of the classes, weighted by their rows. */
  public double weightedFMeasure() {
    return metrics.weightedFMeasure();
  }

  /** F1, one number a class of {@link #labels()}. */
  public double[] fMeasureByLabel() {
    double[] scores = labels().clone();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = metrics.fMeasure(scores[i]);
    }
    return scores;
  }

  /** Mean of −ln p of the true class. */
  public double logLoss() {
    return evaluator.copy(ParamMap.empty()).setMetricName("logLoss").evaluate(predictions);
  }
}
