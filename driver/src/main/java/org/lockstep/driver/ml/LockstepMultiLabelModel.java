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
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.model.Answer;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/** A fitted {@link LockstepMultiLabelClassifier}. Labels are decided on logits, as anywhere. */
public final class LockstepMultiLabelModel extends Model<LockstepMultiLabelModel>
    implements NetworkParams, MultiLabelSetters<LockstepMultiLabelModel>, MLWritable {
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

  /** The network's layers. */
  public NetworkSpec network() {
    return network.network();
  }

  /** SHA-256 of the parameters, by which two models can be compared. */
  public String sha256() {
    return Parameters.sha256(network.parameters());
  }

  /** A logit a label. */
  public Vector predictRaw(Vector features) {
    return Vectors.dense(FittedNetwork.doubles(network.logits(features)));
  }

  /** A probability a label. */
  public Vector predictProbability(Vector features) {
    return Vectors.dense(FittedNetwork.doubles(network.predictions(network.logits(features))));
  }

  /** The numbers of the labels that are predicted, ascending. */
  public double[] predict(Vector features) {
    return Answer.labels(Task.MULTI_LABEL, thresholdsOfLabels(), network.logits(features), 0)
        .stream()
        .mapToDouble(Integer::doubleValue)
        .toArray();
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
    Dataset<Row> rows = dataset.toDF();
    LockstepMultiLabelModel model = this;
    if (!getRawPredictionCol().isEmpty()) {
      UDF1<Vector, Vector> raw = model::predictRaw;
      rows =
          rows.withColumn(
              getRawPredictionCol(),
              udf(raw, SQLDataTypes.VectorType()).apply(col(getFeaturesCol())));
    }
    if (!getProbabilityCol().isEmpty()) {
      UDF1<Vector, Vector> probability = model::predictProbability;
      rows =
          rows.withColumn(
              getProbabilityCol(),
              udf(probability, SQLDataTypes.VectorType()).apply(col(getFeaturesCol())));
    }
    if (!getPredictionCol().isEmpty()) {
      UDF1<Vector, double[]> prediction = model::predict;
      rows =
          rows.withColumn(
              getPredictionCol(),
              udf(prediction, MultiLabelColumns.PREDICTION).apply(col(getFeaturesCol())));
    }
    return rows;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FitSchema.requireVector(schema, "featuresCol", getFeaturesCol());
    return MultiLabelColumns.append(this, schema);
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

  LockstepMultiLabelModel withSummary(LockstepTrainingSummary summary) {
    this.summary = summary;
    return this;
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
    return estimateMatadataSize()
        + (network == null ? 0 : (long) Float.BYTES * network.parameters().length);
  }

  @Override
  public LockstepMultiLabelModel copy(ParamMap extra) {
    LockstepMultiLabelModel copy = copyValues(new LockstepMultiLabelModel(uid, network), extra);
    return copy.withSummary(summary).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new NetworkWriter(this, network);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepMultiLabelModel> read() {
    return new NetworkWriter.Reader<>(LockstepMultiLabelModel.class, LockstepMultiLabelModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepMultiLabelModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return network == null
        ? "LockstepMultiLabelModel: uid=" + uid
        : "LockstepMultiLabelModel: uid=%s, %s".formatted(uid, network.network().summary());
  }
}
