package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.stream.IntStream;
import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.lockstep.driver.ml.param.MultiLabelColumns;

/** Scores of several labels a row, by Spark's own metrics. */
public final class LockstepMultiLabelSummary {
  private final Dataset<Row> predictions;
  private final Dataset<Row> sets;
  private final LockstepMultiLabelModel model;

  LockstepMultiLabelSummary(Dataset<Row> predictions, LockstepMultiLabelModel model) {
    this.predictions = predictions;
    this.model = model;
    String label = model.getLabelCol();
    boolean vector = predictions.schema().apply(label).dataType().equals(SQLDataTypes.VectorType());
    UDF1<Vector, double[]> numbers = LockstepMultiLabelSummary::numbers;
    this.sets =
        vector
            ? predictions.withColumn(
                label, udf(numbers, MultiLabelColumns.PREDICTION).apply(col(label)))
            : predictions.withColumn(label, col(label).cast(MultiLabelColumns.PREDICTION));
  }

  /** The places of a vector's ones. */
  private static double[] numbers(Vector vector) {
    double[] values = vector.toArray();
    return IntStream.range(0, values.length)
        .filter(label -> values[label] == 1)
        .asDoubleStream()
        .toArray();
  }

  /** The rows with the model's columns. */
  public Dataset<Row> predictions() {
    return predictions;
  }

  /**
   * Mean of |predicted and true| / |predicted or true|; NaN where a row has no label and gets none,
   * as Spark's evaluator counts.
   */
  public double accuracy() {
    return score("accuracy");
  }

  /** Share of rows whose labels are all right. */
  public double subsetAccuracy() {
    return score("subsetAccuracy");
  }

  /** Share of the single decisions that are wrong. */
  public double hammingLoss() {
    return score("hammingLoss");
  }

  public double microF1() {
    return score("microF1Measure");
  }

  private double score(String metric) {
    return new MultilabelClassificationEvaluator()
        .setLabelCol(model.getLabelCol())
        .setPredictionCol(model.getPredictionCol())
        .setMetricName(metric)
        .evaluate(sets);
  }
}
