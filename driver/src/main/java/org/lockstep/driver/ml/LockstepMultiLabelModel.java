package org.lockstep.driver.ml;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.ml.network.FittedNetwork;
import org.lockstep.driver.ml.network.LabelSetAnswers;
import org.lockstep.driver.ml.network.ModelShape;
import org.lockstep.driver.ml.network.NetworkColumns;
import org.lockstep.driver.ml.network.NetworkFiles;
import org.lockstep.driver.ml.network.WantedColumns;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.MultiLabelColumns;
import org.lockstep.driver.ml.param.MultiLabelParamSet;
import org.lockstep.driver.ml.param.MultiLabelSetters;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.decision.Thresholds;
import scala.Option;

/** A fitted {@link LockstepMultiLabelClassifier}. Labels are decided on logits, as anywhere. */
public final class LockstepMultiLabelModel extends Model<LockstepMultiLabelModel>
    implements NetworkModel, MultiLabelSetters<LockstepMultiLabelModel> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;
  private final MultiLabelParamSet columns;
  private final FittedNetwork network;
  private transient LockstepTrainingSummary summary;

  /** An empty one, only for Spark Connect, which lists classes by making one of each. */
  public LockstepMultiLabelModel() {
    this(Identifiable$.MODULE$.randomUID("lockstepMultiLabel"), null);
  }

  LockstepMultiLabelModel(String uid, FittedNetwork network) {
    this.uid = uid;
    this.paramSet = new NetworkParamSet(this);
    this.columns = new MultiLabelParamSet(this);
    this.network = network;
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
  public MultiLabelParamSet columnSet() {
    return columns;
  }

  @Override
  public LockstepMultiLabelModel self() {
    return this;
  }

  public int numFeatures() {
    return network.network().inputs();
  }

  public int labelCount() {
    return network.network().outputs();
  }

  /** A logit a label. */
  public Vector predictRaw(Vector features) {
    return Vectors.dense(VectorRow.doubles(network.logits(features)));
  }

  /** A probability a label. */
  public Vector predictProbability(Vector features) {
    return Vectors.dense(VectorRow.doubles(network.predictions(network.logits(features))));
  }

  /** The numbers of the labels that are predicted, ascending. */
  public double[] predict(Vector features) {
    return LabelSetAnswers.labels(thresholdsOfLabels(), network.logits(features));
  }

  /** With the thresholds that {@code transform} uses. */
  @Override
  public org.lockstep.trainer.model.Model model() {
    return network.withThresholds(thresholdsOfLabels()).model();
  }

  private Thresholds thresholdsOfLabels() {
    if (!isDefined(thresholds())) {
      return network.thresholds();
    }
    double[] chosen = getThresholds();
    if (chosen.length != labelCount()) {
      throw new IllegalArgumentException(
          "thresholds must be one a label, %d. Received: %s"
              .formatted(labelCount(), Arrays.toString(chosen)));
    }
    return Thresholds.of(Arrays.stream(chosen).boxed().toList());
  }

  /** One pass over the rows, with broadcast weights; the network is asked once a row. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    List<String> names = List.of(getRawPredictionCol(), getProbabilityCol(), getPredictionCol());
    LabelSetAnswers answers = new LabelSetAnswers(WantedColumns.of(names), thresholdsOfLabels());
    return NetworkColumns.append(
        dataset, getFeaturesCol(), network, answers, NetworkColumns.fields(schema, names));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.requireVector(schema, "featuresCol", getFeaturesCol());
    return MultiLabelColumns.append(this, schema);
  }

  /** Scores of labelled rows. */
  public LockstepMultiLabelSummary evaluate(Dataset<?> dataset) {
    LockstepMultiLabelModel model = copy(ParamMap.empty());
    if (getPredictionCol().isEmpty()) {
      model.setPredictionCol("prediction_" + uid);
    }
    return new LockstepMultiLabelSummary(model.transform(dataset), model);
  }

  /** Bytes that the model takes. */
  @Override
  public long estimatedSize() {
    return estimateMatadataSize() + FittedNetwork.bytes(network);
  }

  @Override
  public LockstepMultiLabelModel copy(ParamMap extra) {
    LockstepMultiLabelModel copy = copyValues(new LockstepMultiLabelModel(uid, network), extra);
    copy.setSummary(trainingSummary());
    return copy.setParent(parent());
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepMultiLabelModel> read() {
    return new NetworkFiles.Reader<>(
        LockstepMultiLabelModel.class, ModelShape.LABEL_SETS, LockstepMultiLabelModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepMultiLabelModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return description();
  }
}
