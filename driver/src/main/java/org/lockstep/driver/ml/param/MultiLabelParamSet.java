package org.lockstep.driver.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The columns of a multi-label estimator or model, with their defaults, and its thresholds. */
public final class MultiLabelParamSet implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> featuresCol;
  final Param<String> labelCol;
  final Param<String> predictionCol;
  final Param<String> probabilityCol;
  final Param<String> rawPredictionCol;
  final DoubleArrayParam thresholds;
  final IntParam numLabels;

  public MultiLabelParamSet(Params owner) {
    featuresCol = new Param<>(owner, "featuresCol", "vector column");
    labelCol =
        new Param<>(
            owner, "labelCol", "column of arrays of label numbers, or of vectors of 0 and 1");
    predictionCol =
        new Param<>(owner, "predictionCol", "new column: array of label numbers; empty: none");
    probabilityCol =
        new Param<>(owner, "probabilityCol", "new column: a probability a label; empty: none");
    rawPredictionCol =
        new Param<>(owner, "rawPredictionCol", "new column: a logit a label; empty: none");
    thresholds =
        new DoubleArrayParam(
            owner,
            "thresholds",
            "the probability above which each label is predicted, in (0, 1); 0.5 if not set");
    numLabels =
        new IntParam(
            owner,
            "numLabels",
            "how many labels there are (>= 1), where no row may have the last; else counted",
            ParamValidators.gtEq(1));
    owner.setDefault(featuresCol, "features");
    owner.setDefault(labelCol, "label");
    owner.setDefault(predictionCol, "prediction");
    owner.setDefault(probabilityCol, "probability");
    owner.setDefault(rawPredictionCol, "rawPrediction");
  }
}
