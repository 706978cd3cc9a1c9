package org.lockstep.driver.ml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.ml.fit.ClassLabels;
import org.lockstep.driver.ml.fit.LabelSets;
import org.lockstep.driver.ml.fit.NetworkTraining;
import org.lockstep.driver.ml.fit.ParamSettings;
import org.lockstep.driver.ml.fit.TrainingRows;
import org.lockstep.driver.ml.fit.VectorWidth;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.MultiLabelColumns;
import org.lockstep.driver.ml.param.MultiLabelParamSet;
import org.lockstep.driver.ml.param.MultiLabelSetters;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.ml.param.NetworkSetters;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * Says of vectors which of several labels they have, any number of them at once: one sigmoid output
 * a label. The label column is an array of label numbers (0 … labels − 1), as Spark's {@code
 * MultilabelClassificationEvaluator} reads it, or a vector of zeros and ones; predictions are
 * arrays of label numbers.
 */
public final class LockstepMultiLabelClassifier extends Estimator<LockstepMultiLabelModel>
    implements NetworkSetters<LockstepMultiLabelClassifier>,
        MultiLabelSetters<LockstepMultiLabelClassifier>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;
  private final MultiLabelParamSet columns;

  public LockstepMultiLabelClassifier() {
    this(Identifiable$.MODULE$.randomUID("lockstepMultiLabel"));
  }

  public LockstepMultiLabelClassifier(String uid) {
    this.uid = uid;
    this.paramSet = new NetworkParamSet(this);
    this.columns = new MultiLabelParamSet(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public NetworkParamSet paramSet() {
    return paramSet;
  }

  @Override
  public MultiLabelParamSet columnSet() {
    return columns;
  }

  @Override
  public LockstepMultiLabelClassifier self() {
    return this;
  }

  /**
   * @throws IllegalArgumentException if Params and rows do not fit
   */
  @Override
  public LockstepMultiLabelModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    int labels = LabelSets.count(dataset, this);
    NetworkTraining training = new NetworkTraining(this, dataset.sparkSession());
    try (TrainingRows rows =
        TrainingRows.of(
            this, dataset, getFeaturesCol(), LabelSets.targets(dataset, getLabelCol(), labels))) {
      NetworkTraining.Trained trained =
          training.train(
              rows,
              List.of(),
              LabelSets.names(labels),
              (settings, inputs) ->
                  network(
                      settings, inputs, LabelSets.positive(rows, labels, settings.classWeight())));
      LockstepMultiLabelModel model =
          new LockstepMultiLabelModel(uid, trained.fitted(this, LabelSets.names(labels)));
      return copyValues(
          LockstepTrainingSummary.given(model, trained).setParent(this), ParamMap.empty());
    }
  }

  private NetworkSpec network(FitSettings settings, int inputs, double[] positive) {
    ClassLabels.requireInputs(this, inputs);
    List<Double> factors = new ArrayList<>();
    boolean weighted = Arrays.stream(positive).anyMatch(factor -> factor != 1);
    if (weighted) {
      Arrays.stream(positive).forEach(factors::add);
    }
    return settings.network().spec(inputs, Outcome.LABELS, positive.length, factors);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.check(this, schema);
    Columns.requireVector(schema, "featuresCol", getFeaturesCol());
    LabelSets.requireType(schema, getLabelCol());
    return MultiLabelColumns.append(this, schema);
  }

  /** Bytes of the model that a fit of these rows would give. */
  @Override
  public long estimateModelSize(Dataset<?> dataset) {
    int inputs = VectorWidth.of(dataset, "featuresCol", getFeaturesCol());
    double[] even = new double[LabelSets.count(dataset, this)];
    Arrays.fill(even, 1);
    NetworkSpec network = network(new ParamSettings(this, false).read(1), inputs, even);
    return estimateMatadataSize() + (long) Float.BYTES * new ParameterLayout(network).size();
  }

  @Override
  public LockstepMultiLabelClassifier copy(ParamMap extra) {
    return copyValues(new LockstepMultiLabelClassifier(uid), extra);
  }

  /** Reads what {@code write()} wrote. */
  public static MLReader<LockstepMultiLabelClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator from a directory. */
  public static LockstepMultiLabelClassifier load(String path) {
    return read().load(path);
  }
}
