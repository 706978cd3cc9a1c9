package org.lockstep.driver.ml;

import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DatasetUtils$;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.ml.fit.ClassLabels;
import org.lockstep.driver.ml.fit.NetworkTraining;
import org.lockstep.driver.ml.fit.ParamSettings;
import org.lockstep.driver.ml.fit.TrainingRows;
import org.lockstep.driver.ml.fit.VectorWidth;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.ml.param.NetworkSetters;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import scala.Option;

/**
 * Classifies vectors by a feed-forward network, trained as {@code lockstep train} trains: exact
 * mini-batch steps, the same model whatever the dataset's partitions. Takes the place of Spark's
 * {@code MultilayerPerceptronClassifier}; {@code explainParams()} lists its settings.
 *
 * <p>Labels are 0 … classes − 1. Two classes have one sigmoid output, or two softmax outputs where
 * {@code layers} says so; more have a softmax output each.
 */
public final class LockstepClassifier
    extends ProbabilisticClassifier<Vector, LockstepClassifier, LockstepClassificationModel>
    implements NetworkSetters<LockstepClassifier>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;

  public LockstepClassifier() {
    this(Identifiable$.MODULE$.randomUID("lockstepClassifier"));
  }

  public LockstepClassifier(String uid) {
    this(Uids.push(uid));
  }

  private LockstepClassifier(Uids.Pushed uid) {
    this.uid = uid.done();
    this.paramSet = new NetworkParamSet(this);
  }

  @Override
  public String uid() {
    return Uids.of(uid);
  }

  @Override
  public NetworkParamSet paramSet() {
    return paramSet;
  }

  @Override
  public LockstepClassifier self() {
    return this;
  }

  /**
   * Called by {@link #fit}.
   *
   * @throws IllegalArgumentException if Params and rows do not fit
   */
  @Override
  public LockstepClassificationModel train(Dataset<?> dataset) {
    List<String> labels = ClassLabels.of(dataset, getLabelCol(), this);
    NetworkTraining training = new NetworkTraining(this, dataset.sparkSession());
    try (TrainingRows rows =
        TrainingRows.of(
            this,
            dataset,
            getFeaturesCol(),
            DatasetUtils$.MODULE$.checkClassificationLabels(
                getLabelCol(), Option.apply(labels.size())))) {
      NetworkTraining.Trained trained =
          training.train(
              rows,
              labels,
              labels,
              (settings, inputs) -> ClassLabels.network(this, settings, inputs, labels.size()));
      return LockstepTrainingSummary.given(
          new LockstepClassificationModel(uid, trained.fitted(this, labels)), trained);
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.check(this, schema);
    return super.transformSchema(schema);
  }

  /** Bytes of the model that a fit of these rows would give. */
  @Override
  public long estimateModelSize(Dataset<?> dataset) {
    int inputs = VectorWidth.of(dataset, "featuresCol", getFeaturesCol());
    int classes = ClassLabels.of(dataset, getLabelCol(), this).size();
    FitSettings settings = new ParamSettings(this, false).read(1);
    NetworkSpec network = ClassLabels.network(this, settings, inputs, classes);
    return estimateMatadataSize() + (long) Float.BYTES * new ParameterLayout(network).size();
  }

  @Override
  public LockstepClassifier copy(ParamMap extra) {
    return copyValues(new LockstepClassifier(uid), extra);
  }

  /** Reads what {@code write()} wrote. */
  public static MLReader<LockstepClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator from a directory. */
  public static LockstepClassifier load(String path) {
    return read().load(path);
  }
}
