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

  private Workspace workspace;

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
    return logits(rows, (count, from) -> {});
  }

  /**
   * The logits (rows, outputs), and the activations of a dense layer on the way.
   *
   * @param rows (rows, inputs)
   * @param layer of the dense ones, counted from 0
   * @param hidden (rows, the layer's units); written
   * @return a new matrix
   */
  public Matrix logits(FeatureRows rows, int layer, Matrix hidden) {
    int units = network.dense().get(layer).units();
    if (hidden.rows() != rows.rows() || hidden.columns() != units) {
      throw new IllegalArgumentException(
          "hidden must be %d×%d, a row a row and a column a unit. Received: %d×%d"
              .formatted(rows.rows(), units, hidden.rows(), hidden.columns()));
    }
    return logits(
        rows,
        (count, from) -> {
          Matrix activations = workspace.activations(layer);
          System.arraycopy(
              activations.data(),
              activations.offset(),
              hidden.data(),
              hidden.offset() + from * units,
              count * units);
        });
  }

  /** Hears of every part of the rows that went through the network. */
  private interface Passed {
    void rows(int count, int from);
  }

  private Matrix logits(FeatureRows rows, Passed passed) {
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
      passed.rows(to - from, from);
    }
    return out;
  }

  /**
   * Buffers of whole mini-batches would cost who scores row by row hundreds of times the memory.
   */
  private void makeRoom(int rows) {
    if (rows > capacity) {
      capacity = Math.min(ROWS_AT_A_TIME, Integer.highestOneBit(2 * rows - 1));
      workspace = new Workspace(network, capacity);
      forward = new ForwardPass(workspace, math);
    }
  }
}
