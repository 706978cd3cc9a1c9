package org.lockstep.driver.ml;

import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/**
 * A fitted {@link LockstepClassifier}. Raw predictions are logits, (−z, z) of one sigmoid output;
 * probabilities are the floats that the model gives anywhere, as doubles.
 */
public final class LockstepClassificationModel
    extends ProbabilisticClassificationModel<Vector, LockstepClassificationModel>
    implements NetworkParams, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;
  private final FittedNetwork network;
  private transient LockstepTrainingSummary summary;

  /** An empty one, only for Spark Connect, which lists classes by making one of each. */
  public LockstepClassificationModel() {
    this(Identifiable$.MODULE$.randomUID("lockstepClassifier"), null);
  }

  LockstepClassificationModel(String uid, FittedNetwork network) {
    this(Uids.push(uid), network);
  }

  private LockstepClassificationModel(Uids.Pushed uid, FittedNetwork network) {
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
  public int numClasses() {
    return network.labels().size();
  }

  @Override
  public int numFeatures() {
    return network.network().inputs();
  }

  /** The names of the classes in order, those of the label column's metadata if it has any. */
  public List<String> labels() {
    return network.labels();
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
  public Vector predictRaw(Vector features) {
    double[] logits = FittedNetwork.doubles(network.logits(features));
    return isBinary() ? Vectors.dense(-logits[0], logits[0]) : Vectors.dense(logits);
  }

  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    double[] values = ((DenseVector) raw).values();
    float[] logits = isBinary() ? new float[] {(float) values[1]} : FittedNetwork.floats(values);
    Matrix probabilities = network.predictions(new Matrix(logits, 0, 1, logits.length));
    if (isBinary()) {
      float positive = probabilities.get(0, 0);
      values[0] = 1 - positive;
      values[1] = positive;
      return raw;
    }
    System.arraycopy(FittedNetwork.doubles(probabilities), 0, values, 0, values.length);
    return raw;
  }

  private boolean isBinary() {
    return network.network().task() == Task.BINARY;
  }

  /** Both supertypes have one; javac wants to be told which. */
  @Override
  @SuppressWarnings("rawtypes")
  public scala.Tuple3 findSummaryModel() {
    return super.findSummaryModel();
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

  LockstepClassificationModel withSummary(LockstepTrainingSummary summary) {
    this.summary = summary;
    return this;
  }

  LockstepClassificationModel withRounds(List<SelfTrainingRound> rounds) {
    return withSummary(summary.withRounds(rounds));
  }

  /** Scores of labelled rows. */
  public LockstepClassificationSummary evaluate(Dataset<?> dataset) {
    LockstepClassificationModel model = copy(ParamMap.empty());
    if (getPredictionCol().isEmpty()) {
      model.setPredictionCol("prediction_" + uid);
    }
    if (getProbabilityCol().isEmpty()) {
      model.setProbabilityCol("probability_" + uid);
    }
    return new LockstepClassificationSummary(model.transform(dataset), model);
  }

  /** Bytes that the model takes. */
  @Override
  public long estimatedSize() {
    return estimateMatadataSize()
        + (network == null ? 0 : (long) Float.BYTES * network.parameters().length);
  }

  @Override
  public LockstepClassificationModel copy(ParamMap extra) {
    LockstepClassificationModel copy =
        copyValues(new LockstepClassificationModel(uid, network), extra);
    return copy.withSummary(summary).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new NetworkWriter(this, network);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepClassificationModel> read() {
    return new NetworkWriter.Reader<>(
        LockstepClassificationModel.class, LockstepClassificationModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepClassificationModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return network == null
        ? "LockstepClassificationModel: uid=" + uid
        : "LockstepClassificationModel: uid=%s, %s".formatted(uid, network.network().summary());
  }
}
