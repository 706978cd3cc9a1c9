package org.lockstep.driver.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.ml.network.ClassAnswers;
import org.lockstep.driver.ml.network.FittedNetwork;
import org.lockstep.driver.ml.network.ModelShape;
import org.lockstep.driver.ml.network.NetworkColumns;
import org.lockstep.driver.ml.network.NetworkFiles;
import org.lockstep.driver.ml.network.WantedColumns;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.Task;
import scala.Option;

/**
 * A fitted {@link LockstepClassifier}. Raw predictions are logits, (−z, z) of one sigmoid output;
 * probabilities are the floats that the model gives anywhere, as doubles.
 */
public final class LockstepClassificationModel
    extends ProbabilisticClassificationModel<Vector, LockstepClassificationModel>
    implements NetworkModel {
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
  public FittedNetwork fitted() {
    return network;
  }

  @Override
  public Option<LockstepTrainingSummary> trainingSummary() {
    return Option.apply(summary);
  }

  @Override
  public void trainingSummary_$eq(Option<LockstepTrainingSummary> given) {
    summary = given.isDefined() ? given.get() : null;
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

  @Override
  public Vector predictRaw(Vector features) {
    return ClassAnswers.raw(network, features);
  }

  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    return ClassAnswers.probabilities(network, raw);
  }

  /** One pass over the rows, with broadcast weights; the network is asked once a row. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    double[] chosen = isDefined(thresholds()) ? getThresholds() : new double[0];
    if (isDefined(thresholds()) && chosen.length != numClasses()) {
      throw new IllegalArgumentException(
          "thresholds must be one a class, %d. Received: %s"
              .formatted(numClasses(), Arrays.toString(chosen)));
    }
    List<String> names = List.of(getRawPredictionCol(), getProbabilityCol(), getPredictionCol());
    ClassAnswers answers = new ClassAnswers(WantedColumns.of(names), chosen);
    return NetworkColumns.append(
        dataset, getFeaturesCol(), network, answers, NetworkColumns.fields(schema, names));
  }

  /**
   * With {@code thresholds} (t₀, t₁) of two classes that one output decides between: p₁/t₁ > p₀/t₀
   * is p₁ > t₁/(t₀ + t₁). Those of several outputs are Spark's alone: a model file has no place for
   * them.
   */
  @Override
  public Model model() {
    if (!isBinary() || !isDefined(thresholds())) {
      return network.model();
    }
    double[] chosen = getThresholds();
    double cut = chosen[1] / (chosen[0] + chosen[1]);
    // A class that always wins: as near as a threshold gets.
    double within = Math.min(Math.max(cut, Double.MIN_NORMAL), Math.nextDown(1.0));
    return network.withThresholds(Thresholds.of(List.of(within))).model();
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

  LockstepClassificationModel withRounds(List<SelfTrainingRound> rounds) {
    summary = summary.withRounds(rounds);
    return this;
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
    return estimateMatadataSize() + FittedNetwork.bytes(network);
  }

  @Override
  public LockstepClassificationModel copy(ParamMap extra) {
    LockstepClassificationModel copy =
        copyValues(new LockstepClassificationModel(uid, network), extra);
    copy.setSummary(trainingSummary());
    return copy.setParent(parent());
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepClassificationModel> read() {
    return new NetworkFiles.Reader<>(
        LockstepClassificationModel.class, ModelShape.CLASSES, LockstepClassificationModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepClassificationModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return description();
  }
}
