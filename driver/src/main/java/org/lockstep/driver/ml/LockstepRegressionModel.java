package org.lockstep.driver.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;

/** A fitted {@link LockstepRegressor}. */
public final class LockstepRegressionModel extends RegressionModel<Vector, LockstepRegressionModel>
    implements NetworkParams, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;
  private final FittedNetwork network;
  private transient LockstepTrainingSummary summary;

  /** An empty one, only for Spark Connect, which lists classes by making one of each. */
  public LockstepRegressionModel() {
    this(Identifiable$.MODULE$.randomUID("lockstepRegressor"), null);
  }

  LockstepRegressionModel(String uid, FittedNetwork network) {
    this(Uids.push(uid), network);
  }

  private LockstepRegressionModel(Uids.Pushed uid, FittedNetwork network) {
    this.uid = uid.done();
    this.paramSet = new NetworkParamSet(this);
    this.network = network;
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
  public int numFeatures() {
    return network.network().inputs();
  }

  /** The network's layers. */
  public NetworkSpec network() {
    return network.network();
  }

  /** SHA-256 of the parameters, by which two models can be compared. */
  public String sha256() {
    return Parameters.sha256(network.parameters());
  }

  FittedNetwork fitted() {
    return network;
  }

  @Override
  public double predict(Vector features) {
    return network.predictions(network.logits(features)).get(0, 0);
  }

  /** Whether this model was fitted here and not read. */
  public boolean hasSummary() {
    return summary != null;
  }

  /**
   * How the fit went.
   *
   * @throws IllegalStateException of a model that was read
   */
  public LockstepTrainingSummary summary() {
    if (summary == null) {
      throw new IllegalStateException(
          "summary must be asked of a model that was fitted, not read. Received: " + uid);
    }
    return summary;
  }

  LockstepRegressionModel withSummary(LockstepTrainingSummary summary) {
    this.summary = summary;
    return this;
  }

  /** Scores of labelled rows. */
  public LockstepRegressionSummary evaluate(Dataset<?> dataset) {
    LockstepRegressionModel model = copy(ParamMap.empty());
    if (getPredictionCol().isEmpty()) {
      model.setPredictionCol("prediction_" + uid);
    }
    return new LockstepRegressionSummary(model.transform(dataset), model);
  }

  /** Bytes that the model takes. */
  @Override
  public long estimatedSize() {
    return estimateMatadataSize()
        + (network == null ? 0 : (long) Float.BYTES * network.parameters().length);
  }

  @Override
  public LockstepRegressionModel copy(ParamMap extra) {
    LockstepRegressionModel copy = copyValues(new LockstepRegressionModel(uid, network), extra);
    return copy.withSummary(summary).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new NetworkWriter(this, network);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepRegressionModel> read() {
    return new NetworkWriter.Reader<>(LockstepRegressionModel.class, LockstepRegressionModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return network == null
        ? "LockstepRegressionModel: uid=" + uid
        : "LockstepRegressionModel: uid=%s, %s".formatted(uid, network.network().summary());
  }
}
