package org.lockstep.trainer.prediction;

import org.lockstep.trainer.data.EpochOrder;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.network.ForwardPass;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Workspace;

/**
 * Says what a trained network thinks of rows. Keeps buffers, so every thread needs one of its own.
 */
public final class Predictor {
  private static final int ROWS_AT_A_TIME = 256;

  private final NetworkSpec network;
  private final float[] parameters;
  private final Loss loss;
  private final MatrixMath math = new MatrixMath(Kernels.best());

  /** For {@link #capacity} rows; made when rows come, larger when more of them come. */
  private ForwardPass forward;

  private int capacity;

  /**
   * @param parameters in {@link ParameterLayout} order; not copied and not changed
   */
  public Predictor(NetworkSpec network, float[] parameters) {
    int size = new ParameterLayout(network).size();
    if (parameters.length != size) {
      throw new IllegalArgumentException(
          "parameters must hold %,d numbers. Received: %,d".formatted(size, parameters.length));
    }
    this.network = network;
    this.parameters = parameters;
    this.loss = Loss.of(network);
  }

  /**
   * Softmax probabilities (rows, classes), the probability of class 1 (rows, 1) or of each label
   * (rows, labels), or the outputs (rows, outputs) of a regression, which are linear, or e^z for
   * the Poisson loss.
   *
   * @param rows (rows, inputs)
   * @return a new matrix
   */
  public Matrix probabilities(FeatureRows rows) {
    return predictions(logits(rows));
  }

  /** The same from logits, into a new matrix. */
  public Matrix predictions(Matrix logits) {
    Matrix out = Matrix.zeros(logits.rows(), logits.columns());
    loss.predictions(logits, out);
    return out;
  }

  /**
   * The logits (rows, outputs), on which {@link org.lockstep.trainer.decision.Decision} decides.
   *
   * @param rows (rows, inputs)
   * @return a new matrix
   */
  public Matrix logits(FeatureRows rows) {
    network.requireReadable(rows);
    int outputs = network.outputs();
    Matrix out = Matrix.zeros(rows.rows(), outputs);
    Shard shard = new Shard(rows, new float[0], 0, new float[rows.rows()]);
    MiniBatch batch = new MiniBatch(shard, Math.min(rows.rows(), ROWS_AT_A_TIME));
    makeRoom(Math.min(rows.rows(), ROWS_AT_A_TIME));
    int[] order = new int[rows.rows()];
    EpochOrder.fillAscending(order);
    for (int from = 0; from < order.length; from += ROWS_AT_A_TIME) {
      int to = Math.min(order.length, from + ROWS_AT_A_TIME);
      batch.select(order, from, to);
      Matrix logits = forward.evaluate(parameters, batch);
      System.arraycopy(
          logits.data(), logits.offset(), out.data(), from * outputs, (to - from) * outputs);
    }
    return out;
  }

  /**
   * Buffers of whole mini-batches would cost who scores row by row hundreds of times the memory.
   */
  private void makeRoom(int rows) {
    if (rows > capacity) {
      capacity = Math.min(ROWS_AT_A_TIME, Integer.highestOneBit(2 * rows - 1));
      forward = new ForwardPass(new Workspace(network, capacity), math);
    }
  }
}
