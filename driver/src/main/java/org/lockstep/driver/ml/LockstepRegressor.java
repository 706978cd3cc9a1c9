package org.lockstep.driver.ml;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DatasetUtils$;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.ml.fit.ClassLabels;
import org.lockstep.driver.ml.fit.NetworkTraining;
import org.lockstep.driver.ml.fit.ParamSettings;
import org.lockstep.driver.ml.fit.TrainingRows;
import org.lockstep.driver.ml.fit.VectorWidth;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.ml.param.NetworkSetters;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * Predicts a number for vectors by a feed-forward network, trained as {@code lockstep train}
 * trains: exact mini-batch steps, the same model whatever the dataset's partitions. {@code
 * explainParams()} lists its settings; {@code loss} chooses between squared, absolute, Huber and
 * Poisson.
 */
public final class LockstepRegressor
    extends Regressor<Vector, LockstepRegressor, LockstepRegressionModel>
    implements NetworkSetters<LockstepRegressor>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;

  public LockstepRegressor() {
    this(Identifiable$.MODULE$.randomUID("lockstepRegressor"));
  }

  public LockstepRegressor(String uid) {
    this(Uids.push(uid));
  }

  private LockstepRegressor(Uids.Pushed uid) {
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
  public LockstepRegressor self() {
    return this;
  }

  /**
   * Called by {@link #fit}.
   *
   * @throws IllegalArgumentException if Params and rows do not fit
   */
  @Override
  public LockstepRegressionModel train(Dataset<?> dataset) {
    NetworkTraining training = new NetworkTraining(this, dataset.sparkSession());
    try (TrainingRows rows =
        TrainingRows.of(
            this,
            dataset,
            getFeaturesCol(),
            DatasetUtils$.MODULE$.checkRegressionLabels(getLabelCol()))) {
      NetworkTraining.Trained trained = training.train(rows, List.of(), List.of(), this::network);
      return LockstepTrainingSummary.given(
          new LockstepRegressionModel(uid, trained.fitted(this, List.of())), trained);
    }
  }

  private NetworkSpec network(FitSettings settings, int inputs) {
    if (!(settings.classWeight() instanceof ClassWeight.None)) {
      throw new IllegalArgumentException(
          "classWeight must be none where a number is predicted. Received: " + getClassWeight());
    }
    if (isDefined(layers()) && ClassLabels.last(getLayers()) != 1) {
      throw new IllegalArgumentException(
          "layers must end with 1, the number that is predicted. Received: "
              + ClassLabels.last(getLayers()));
    }
    ClassLabels.requireInputs(this, inputs);
    return settings.network().spec(inputs, Outcome.NUMBERS, 1, List.of());
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
    NetworkSpec network = network(new ParamSettings(this, false).read(1), inputs);
    return estimateMatadataSize() + (long) Float.BYTES * new ParameterLayout(network).size();
  }

  @Override
  public LockstepRegressor copy(ParamMap extra) {
    return copyValues(new LockstepRegressor(uid), extra);
  }

  /** Reads what {@code write()} wrote. */
  public static MLReader<LockstepRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator from a directory. */
  public static LockstepRegressor load(String path) {
    return read().load(path);
  }
}
