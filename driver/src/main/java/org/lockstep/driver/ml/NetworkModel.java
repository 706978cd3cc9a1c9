package org.lockstep.driver.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.lockstep.driver.ml.network.FittedNetwork;
import org.lockstep.driver.ml.network.NetworkFiles;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.driver.scoring.VectorRow;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import scala.Option;

/**
 * What all fitted models of this package have: a network, its weights, how the fit went, and a
 * directory that needs no Spark to be read.
 */
public interface NetworkModel
    extends NetworkParams, HasTrainingSummary<LockstepTrainingSummary>, MLWritable {

  /** The network with its numbers. */
  FittedNetwork fitted();

  /**
   * The model as its files hold it: what {@link org.lockstep.trainer.model.Scorer}, {@link
   * org.lockstep.trainer.model.ModelFile} and {@link org.lockstep.trainer.onnx.OnnxExport} take.
   */
  default Model model() {
    return fitted().model();
  }

  /** The network's layers. */
  default NetworkSpec network() {
    return fitted().network();
  }

  /**
   * All weights, layer by layer the kernel (inputs, units) row by row, then the bias: the order of
   * MultilayerPerceptronClassificationModel's, and what {@code initialWeights} takes.
   */
  default Vector weights() {
    float[] numbers = new ParameterLayout(network()).numbersOf(fitted().parameters());
    return Vectors.dense(VectorRow.doubles(numbers));
  }

  /** SHA-256 of the weights, by which two models can be compared. */
  default String sha256() {
    return fitted().sha256();
  }

  /**
   * How the fit went.
   *
   * @throws IllegalStateException of a model that was read; {@link #hasSummary} tells
   */
  @Override
  default LockstepTrainingSummary summary() {
    Option<LockstepTrainingSummary> summary = trainingSummary();
    if (summary.isEmpty()) {
      throw new IllegalStateException(
          "summary must be asked of a model that was fitted, not read. Received: " + uid());
    }
    return summary.get();
  }

  @Override
  default MLWriter write() {
    return new NetworkFiles(this, model());
  }

  /** What toString says: the class, the uid and the layers. */
  default String description() {
    String name = getClass().getSimpleName() + ": uid=" + uid();
    return fitted() == null ? name : name + ", " + network().summary();
  }
}
