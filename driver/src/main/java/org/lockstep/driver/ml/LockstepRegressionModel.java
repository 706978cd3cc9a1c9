package org.lockstep.driver.ml;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.ml.network.FittedNetwork;
import org.lockstep.driver.ml.network.ModelShape;
import org.lockstep.driver.ml.network.NetworkColumns;
import org.lockstep.driver.ml.network.NetworkFiles;
import org.lockstep.driver.ml.param.NetworkParamSet;
import scala.Option;

/** A fitted {@link LockstepRegressor}. */
public final class LockstepRegressionModel extends RegressionModel<Vector, LockstepRegressionModel>
    implements NetworkModel {
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
  public int numFeatures() {
    return network.network().inputs();
  }

  @Override
  public double predict(Vector features) {
    return number(network, features);
  }

  /** One pass over the rows, with broadcast weights; the network is asked once a row. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    return NetworkColumns.append(
        dataset,
        getFeaturesCol(),
        network,
        (shared, features) -> new Object[] {number(shared, features)},
        NetworkColumns.fields(schema, List.of(getPredictionCol())));
  }

  private static double number(FittedNetwork network, Vector features) {
    return network.predictions(network.logits(features)).get(0, 0);
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
    return estimateMatadataSize() + FittedNetwork.bytes(network);
  }

  @Override
  public LockstepRegressionModel copy(ParamMap extra) {
    LockstepRegressionModel copy = copyValues(new LockstepRegressionModel(uid, network), extra);
    copy.setSummary(trainingSummary());
    return copy.setParent(parent());
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<LockstepRegressionModel> read() {
    return new NetworkFiles.Reader<>(
        LockstepRegressionModel.class, ModelShape.NUMBER, LockstepRegressionModel::new);
  }

  /** Reads a model from a directory. */
  public static LockstepRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public String toString() {
    return description();
  }
}
