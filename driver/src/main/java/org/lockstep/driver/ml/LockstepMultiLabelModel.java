package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.ml.network.FittedNetwork;
import org.lockstep.driver.ml.network.NetworkFiles;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.MultiLabelColumns;
import org.lockstep.driver.ml.param.MultiLabelParamSet;
import org.lockstep.driver.ml.param.MultiLabelSetters;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Answer;
import org.lockstep.trainer.network.Task;
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
    return probabilities(predictRaw(features));
  }

  /** The numbers of the labels that are predicted, ascending. */
  public double[] predict(Vector features) {
    return labels(predictRaw(features));
  }

  private Vector probabilities(Vector raw) {
    return Vectors.dense(VectorRow.doubles(network.predictions(logits(raw))));
  }

  private double[] labels(Vector raw) {
    return Answer.labels(Task.MULTI_LABEL, thresholdsOfLabels(), logits(raw), 0).stream()
        .mapToDouble(Integer::doubleValue)
        .toArray();
  }

  /** Floats once more, as they were before they stood in a vector. */
  private static Matrix logits(Vector raw) {
    return new Matrix(VectorRow.floats(raw.toArray()), 0, 1, raw.size());
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

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    thresholdsOfLabels();
    UDF1<Vector, Vector> raw = this::predictRaw;
    Column logits = udf(raw, SQLDataTypes.VectorType()).apply(col(getFeaturesCol()));
    Dataset<Row> rows = dataset.toDF();
    if (!getRawPredictionCol().isEmpty()) {
      rows = rows.withColumn(getRawPredictionCol(), logits);
      logits = col(getRawPredictionCol()); // the network is asked once a row
    }
    if (!getProbabilityCol().isEmpty()) {
      UDF1<Vector, Vector> probabilities = this::probabilities;
      rows =
          rows.withColumn(
              getProbabilityCol(), udf(probabilities, SQLDataTypes.VectorType()).apply(logits));
    }
    if (!getPredictionCol().isEmpty()) {
      UDF1<Vector, double[]> labels = this::labels;
      rows =
          rows.withColumn(
              getPredictionCol(), udf(labels, MultiLabelColumns.PREDICTION).apply(logits));
    }
    return rows;
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
    return new NetworkFiles.Reader<>(LockstepMultiLabelModel.class, LockstepMultiLabelModel::new);
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
