package org.lockstep.driver.ml.network;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.scoring.SharedNetwork;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.prediction.Predictor;

/**
 * A trained network over vectors. Each thread gets a predictor of its own; executors get the
 * network by {@link #shared}.
 */
public final class FittedNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final float[] parameters;
  private final List<String> labels;
  private final Thresholds thresholds;

  /** Null on executors, which predict and write no files. */
  private final transient Map<String, Object> provenance;

  private transient volatile ThreadLocal<Predictor> predictors;

  /** Of the context that last asked; a broadcast ends with its context. */
  private transient Broadcast<SharedNetwork> shared;

  private transient SparkContext sharedBy;

  /**
   * @param parameters not copied
   * @param labels in order, (negative, positive) for a binary network; empty for numbers
   * @param provenance how it came to be, as a model card has it
   */
  public FittedNetwork(
      NetworkSpec network,
      float[] parameters,
      List<String> labels,
      Map<String, Object> provenance) {
    this(
        network,
        parameters,
        labels,
        Thresholds.standard(network.task(), network.outputs()),
        provenance);
  }

  private FittedNetwork(
      NetworkSpec network,
      float[] parameters,
      List<String> labels,
      Thresholds thresholds,
      Map<String, Object> provenance) {
    this.network = network;
    this.parameters = parameters;
    this.labels = List.copyOf(labels);
    this.thresholds = thresholds;
    this.provenance = provenance;
  }

  /** Of a model that was read, whatever its features were made of. */
  public static FittedNetwork of(Model model) {
    return new FittedNetwork(
        model.network(),
        model.parameters(),
        model.labels(),
        model.thresholds(),
        model.provenance());
  }

  /** The same with other cuts between its answers. */
  public FittedNetwork withThresholds(Thresholds other) {
    other.requireFor(network.task(), network.outputs());
    return new FittedNetwork(network, parameters, labels, other, provenance);
  }

  /** The model file's view of it, whose rows are vectors. */
  public Model model() {
    return new Model(
        network, parameters, new VectorFeatures(network.inputs()), labels, thresholds, provenance);
  }

  public NetworkSpec network() {
    return network;
  }

  public float[] parameters() {
    return parameters;
  }

  public List<String> labels() {
    return labels;
  }

  public Thresholds thresholds() {
    return thresholds;
  }

  /** Of the parameters. */
  public String sha256() {
    return Parameters.sha256(parameters);
  }

  /** Bytes that the parameters take; 0 for none. */
  public static long bytes(FittedNetwork network) {
    return network == null ? 0 : (long) Float.BYTES * network.parameters.length;
  }

  /** The logits (1, outputs) of a row. */
  public Matrix logits(Vector features) {
    return predictor().logits(VectorRow.of(features));
  }

  /**
   * The same, and what a dense layer made of the row on the way.
   *
   * @param layer of the dense ones, counted from 0
   * @param hidden (1, the layer's units); written
   */
  Matrix logits(Vector features, int layer, Matrix hidden) {
    return predictor().logits(VectorRow.of(features), layer, hidden);
  }

  /**
   * The network as every executor holds it once. Broadcast at the first call in a context; Spark
   * takes it away when neither this network nor a query refers to it any more.
   */
  synchronized Broadcast<SharedNetwork> shared(SparkSession spark) {
    SparkContext context = spark.sparkContext();
    if (shared == null || sharedBy != context) {
      shared =
          JavaSparkContext.fromSparkContext(context)
              .broadcast(new SharedNetwork(network, parameters));
      sharedBy = context;
    }
    return shared;
  }

  /** The one that this JVM has of a broadcast, without names and provenance. */
  static FittedNetwork of(SharedNetwork shared) {
    return shared.once(
        FittedNetwork.class,
        (network, parameters) -> new FittedNetwork(network, parameters, List.of(), Map.of()));
  }

  /** Probabilities or numbers (1, outputs) of logits. */
  public Matrix predictions(Matrix logits) {
    return predictor().predictions(logits);
  }

  private Predictor predictor() {
    ThreadLocal<Predictor> here = predictors;
    if (here == null) {
      synchronized (this) {
        if (predictors == null) {
          predictors = ThreadLocal.withInitial(() -> new Predictor(network, parameters));
        }
        here = predictors;
      }
    }
    return here.get();
  }
}
