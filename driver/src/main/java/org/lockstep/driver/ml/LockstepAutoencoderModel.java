package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;

/** A fitted {@link LockstepAutoencoder}: a transformer from vectors to codes. */
public final class LockstepAutoencoderModel extends Model<LockstepAutoencoderModel>
    implements AutoencoderSetters<LockstepAutoencoderModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final NetworkParamSet paramSet;
  private final AutoencoderParamSet columns;
  private final FittedNetwork network;
  private FittedNetwork encoder;
  private transient LockstepTrainingSummary summary;

  /** An empty one, only for Spark Connect, which lists classes by making one of each. */
  public LockstepAutoencoderModel() {
    this(Identifiable$.MODULE$.randomUID("lockstepAutoencoder"), null);
  }

  LockstepAutoencoderModel(String uid, FittedNetwork network) {
    this.uid = uid;
    this.paramSet = new NetworkParamSet(this);
    this.columns = new AutoencoderParamSet(this);
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
  public AutoencoderParamSet columnSet() {
    return columns;
  }

  @Override
  public LockstepAutoencoderModel self() {
    return this;
  }

  /** All layers, the decoder's among them. */
  public NetworkSpec network() {
    return network.network();
  }

  /** SHA-256 of the parameters, by which two models can be compared. */
  public String sha256() {
    return Parameters.sha256(network.parameters());
  }

  /** The code of a row. */
  public Vector encode(Vector features) {
    Activation activation = EncoderNetwork.activation(network, codeLayer());
    return Vectors.dense(
        FittedNetwork.doubles(EncoderNetwork.activate(activation, encoder().logits(features))));
  }

  /** What the network makes of a row. */
  public Vector reconstruct(Vector features) {
    return Vectors.dense(FittedNetwork.doubles(network.predictions(network.logits(features))));
  }

  /** Mean squared difference of a row and its reconstruction. */
  public double error(Vector features) {
    return Vectors.sqdist(features, reconstruct(features)) / features.size();
  }

  private int codeLayer() {
    return getHiddenUnits().length - 1;
  }

  /** Made when hiddenUnits are known: they are set after the constructor. */
  private synchronized FittedNetwork encoder() {
    if (encoder == null) {
      encoder = EncoderNetwork.of(network, codeLayer());
    }
    return encoder;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    encoder();
    UDF1<Vector, Vector> encode = this::encode;
    UDF1<Vector, Vector> reconstruct = this::reconstruct;
    UDF1<Vector, Double> error = this::error;
    Dataset<Row> rows = dataset.toDF();
    if (!getOutputCol().isEmpty()) {
      rows =
          rows.withColumn(
              getOutputCol(), udf(encode, SQLDataTypes.VectorType()).apply(col(getFeaturesCol())));
    }
    if (!getReconstructionCol().isEmpty()) {
      rows =
          rows.withColumn(
              getReconstructionCol(),
              udf(reconstruct, SQLDataTypes.VectorType()).apply(col(getFeaturesCol())));
    }
    return getErrorCol().isEmpty()
        ? rows
        : rows.withColumn(
            getErrorCol(), udf(error, DataTypes.DoubleType).apply(col(getFeaturesCol())));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return appendColumns(schema);
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

  LockstepAutoencoderModel withSummary(LockstepTrainingSummary summary) {
    this.summary = summary;
    return this;
  }

  /** Bytes that the model takes. */
  @Override
  public long estimatedSize() {
    return estimateMatadataSize()
        + (network == null ? 0 : (long) Float.BYTES * network.parameters().length);
  }

  @Override
  public LockstepAutoencoderModel copy(ParamMap extra) {
    LockstepAutoencoderModel copy = copyValues(new LockstepAutoencoderModel(uid, network), extra);
    return copy.withSummary(summary).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new NetworkWriter(this, network);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepAutoencoderModel> read() {
    return new NetworkWriter.Reader<>(
        LockstepAutoencoderModel.class, LockstepAutoencoderModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepAutoencoderModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return network == null
        ? "LockstepAutoencoderModel: uid=" + uid
        : "LockstepAutoencoderModel: uid=%s, %s".formatted(uid, network.network().summary());
  }
}
