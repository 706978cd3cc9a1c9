package org.lockstep.driver.ml;

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
import org.lockstep.driver.ml.network.CodeAnswers;
import org.lockstep.driver.ml.network.EncoderNetwork;
import org.lockstep.driver.ml.network.FittedNetwork;
import org.lockstep.driver.ml.network.ModelShape;
import org.lockstep.driver.ml.network.NetworkColumns;
import org.lockstep.driver.ml.network.NetworkFiles;
import org.lockstep.driver.ml.network.RowAnswers;
import org.lockstep.driver.ml.param.AutoencoderParamSet;
import org.lockstep.driver.ml.param.AutoencoderSetters;
import org.lockstep.driver.ml.param.NetworkParamSet;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.activation.Activation;
import scala.Option;

/** A fitted {@link LockstepAutoencoder}: a transformer from vectors to codes. */
public final class LockstepAutoencoderModel extends Model<LockstepAutoencoderModel>
    implements NetworkModel, AutoencoderSetters<LockstepAutoencoderModel> {
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
  public AutoencoderParamSet columnSet() {
    return columns;
  }

  @Override
  public LockstepAutoencoderModel self() {
    return this;
  }

  /** The code of a row. */
  public Vector encode(Vector features) {
    return code(encoder(), EncoderNetwork.activation(network, codeLayer()), features);
  }

  /** What the network makes of a row. */
  public Vector reconstruct(Vector features) {
    return Vectors.dense(VectorRow.doubles(network.predictions(network.logits(features))));
  }

  /** Mean squared difference of a row and its reconstruction. */
  public double error(Vector features) {
    return CodeAnswers.error(features, reconstruct(features));
  }

  /**
   * The encoder alone, as a model whose outputs are the code, (codes): {@link
   * org.lockstep.trainer.model.ModelFile} writes it, {@link org.lockstep.trainer.model.Scorer}
   * encodes vectors by it without Spark, and {@link org.lockstep.trainer.onnx.OnnxExport} exports
   * it. {@link #model()} is the whole network.
   */
  public org.lockstep.trainer.model.Model encoderModel() {
    return EncoderNetwork.model(network, codeLayer());
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

  /**
   * One pass over the rows, with broadcast weights; the network is asked once a row, and only its
   * encoder where only codes are wanted.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    List<String> names = List.of(getOutputCol(), getReconstructionCol(), getErrorCol());
    boolean whole = !names.get(1).isEmpty() || !names.get(2).isEmpty();
    return NetworkColumns.append(
        dataset,
        getFeaturesCol(),
        whole ? network : encoder(),
        whole ? answers(names) : codes(EncoderNetwork.activation(network, codeLayer())),
        NetworkColumns.fields(schema, names));
  }

  private RowAnswers answers(List<String> names) {
    return new CodeAnswers(
        !names.get(0).isEmpty(), !names.get(1).isEmpty(), !names.get(2).isEmpty(), codeLayer());
  }

  /** Refers to no model: it travels in every task. */
  private static RowAnswers codes(Activation activation) {
    return (encoder, features) -> new Object[] {code(encoder, activation, features)};
  }

  private static Vector code(FittedNetwork encoder, Activation activation, Vector features) {
    return Vectors.dense(
        VectorRow.doubles(EncoderNetwork.activate(activation, encoder.logits(features))));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return appendColumns(schema);
  }

  /** Bytes that the model takes. */
  @Override
  public long estimatedSize() {
    return estimateMatadataSize() + FittedNetwork.bytes(network);
  }

  @Override
  public LockstepAutoencoderModel copy(ParamMap extra) {
    LockstepAutoencoderModel copy = copyValues(new LockstepAutoencoderModel(uid, network), extra);
    copy.setSummary(trainingSummary());
    return copy.setParent(parent());
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepAutoencoderModel> read() {
    return new NetworkFiles.Reader<>(
        LockstepAutoencoderModel.class, ModelShape.RECONSTRUCTION, LockstepAutoencoderModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepAutoencoderModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return description();
  }
}
