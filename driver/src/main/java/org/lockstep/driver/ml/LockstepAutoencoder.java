package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;

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
import org.lockstep.driver.flow.Reconstructed;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.ml.fit.NetworkTraining;
import org.lockstep.driver.ml.fit.ParamSettings;
import org.lockstep.driver.ml.fit.TrainingRows;
import org.lockstep.driver.ml.fit.VectorWidth;
import org.lockstep.driver.ml.param.AutoencoderParamSet;
import org.lockstep.driver.ml.param.AutoencoderSetters;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.ml.param.NetworkSetters;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * Learns to say vectors in fewer numbers: a network inputs → {@code hiddenUnits} → the same
 * backwards → inputs, whose targets are its inputs; the last of {@code hiddenUnits} is the code.
 * With one linear layer it finds the span of the first principal components.
 *
 * <p>Targets are dense whatever the rows are, so a fit holds rows × features floats, and each step
 * computes as many outputs: at most {@value #MOST_FEATURES} features are accepted.
 */
public final class LockstepAutoencoder extends Estimator<LockstepAutoencoderModel>
    implements NetworkSetters<LockstepAutoencoder>,
        AutoencoderSetters<LockstepAutoencoder>,
        DefaultParamsWritable {
  /** Above that a text's terms are better reduced before they come here. */
  public static final int MOST_FEATURES = Reconstructed.MOST_FEATURES;

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;
  private final AutoencoderParamSet columns;

  public LockstepAutoencoder() {
    this(Identifiable$.MODULE$.randomUID("lockstepAutoencoder"));
  }

  public LockstepAutoencoder(String uid) {
    this.uid = uid;
    this.paramSet = new NetworkParamSet(this);
    this.columns = new AutoencoderParamSet(this);
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
  public AutoencoderParamSet columnSet() {
    return columns;
  }

  @Override
  public LockstepAutoencoder self() {
    return this;
  }

  /**
   * @throws IllegalArgumentException if Params and rows do not fit
   */
  @Override
  public LockstepAutoencoderModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    requireWidth(VectorWidth.of(dataset, "featuresCol", getFeaturesCol()));
    NetworkTraining training = new NetworkTraining(this, dataset.sparkSession());
    try (TrainingRows rows =
        TrainingRows.of(this, dataset, getFeaturesCol(), col(getFeaturesCol()))) {
      NetworkTraining.Trained trained = training.train(rows, List.of(), List.of(), this::network);
      LockstepAutoencoderModel model =
          new LockstepAutoencoderModel(uid, trained.fitted(this, List.of()));
      return copyValues(
          LockstepTrainingSummary.given(model, trained).setParent(this), ParamMap.empty());
    }
  }

  private NetworkSpec network(FitSettings settings, int inputs) {
    if (!(settings.classWeight() instanceof ClassWeight.None)) {
      throw new IllegalArgumentException(
          "classWeight must be none for an autoencoder. Received: " + getClassWeight());
    }
    return settings.network().spec(inputs, Outcome.RECONSTRUCTION, inputs, List.of());
  }

  private static void requireWidth(int features) {
    if (features > MOST_FEATURES) {
      throw new IllegalArgumentException(
          "featuresCol must have at most %,d features, since an autoencoder's targets are dense."
                  .formatted(MOST_FEATURES)
              + " Received: %,d".formatted(features));
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.check(this, schema);
    if (isDefined(layers())) {
      throw new IllegalArgumentException(
          "layers must be left out: hiddenUnits are the encoder's layers. Received: layers");
    }
    if (getHiddenUnits().length == 0) {
      throw new IllegalArgumentException("hiddenUnits must name the code's size. Received: none");
    }
    if (getBatchNormalization()) {
      throw new IllegalArgumentException(
          "batchNormalization must be false for an autoencoder. Received: true");
    }
    return appendColumns(schema);
  }

  /** Bytes of the model that a fit of these rows would give. */
  @Override
  public long estimateModelSize(Dataset<?> dataset) {
    int inputs = VectorWidth.of(dataset, "featuresCol", getFeaturesCol());
    NetworkSpec network = network(new ParamSettings(this, false).read(1), inputs);
    return estimateMatadataSize() + (long) Float.BYTES * new ParameterLayout(network).size();
  }

  @Override
  public LockstepAutoencoder copy(ParamMap extra) {
    return copyValues(new LockstepAutoencoder(uid), extra);
  }

  /** Reads what {@code write()} wrote. */
  public static MLReader<LockstepAutoencoder> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator from a directory. */
  public static LockstepAutoencoder load(String path) {
    return read().load(path);
  }
}
