package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.prediction.Predictor;

/**
 * Codes and reconstruction errors of an autoencoder, anywhere Java runs: of each row ê = (1/n)·Σₖ
 * (yₖ − xₖ)², with its n features x as the model's pipeline makes them, and the outputs y. The code
 * is the activations of the narrowest dense layer before the last, of several the first.
 *
 * <p>Thread-safe: each thread gets buffers of its own at its first row.
 */
public final class Reconstructor {
  private final int code;
  private final int units;
  private final ThreadLocal<Predictor> predictor;

  /**
   * @throws IllegalArgumentException if the model is of another task
   */
  public Reconstructor(Model model) {
    if (model.network().task() != Task.RECONSTRUCTION) {
      throw new IllegalArgumentException(
          "the model must be one that reconstructs its features. Received: a %s model"
              .formatted(Model.taskWord(model.network().task())));
    }
    List<DenseSpec> dense = model.network().dense();
    int narrowest = 0;
    for (int layer = 1; layer < dense.size() - 1; layer++) {
      narrowest = dense.get(layer).units() < dense.get(narrowest).units() ? layer : narrowest;
    }
    this.code = narrowest;
    this.units = dense.get(narrowest).units();
    this.predictor =
        ThreadLocal.withInitial(() -> new Predictor(model.network(), model.parameters()));
  }

  /** How many numbers a code has. */
  public int codeSize() {
    return units;
  }

  /**
   * In the rows' order.
   *
   * @param rows (rows, features), as the model's pipeline makes them
   */
  public List<Reconstruction> of(FeatureRows rows) {
    Matrix hidden = Matrix.zeros(rows.rows(), units);
    Matrix values = predictor.get().predictions(predictor.get().logits(rows, code, hidden));
    List<Reconstruction> all = new ArrayList<>(rows.rows());
    for (int row = 0; row < rows.rows(); row++) {
      all.add(new Reconstruction(list(values, row), list(hidden, row), error(rows, values, row)));
    }
    return all;
  }

  private static double error(FeatureRows rows, Matrix values, int row) {
    double[] features = dense(rows, row);
    double squares = 0;
    for (int k = 0; k < features.length; k++) {
      double difference = values.get(row, k) - features[k];
      squares += difference * difference;
    }
    return squares / features.length;
  }

  private static double[] dense(FeatureRows rows, int row) {
    double[] features = new double[rows.columns()];
    if (rows instanceof SparseRows sparse) {
      for (int i = sparse.starts()[row]; i < sparse.starts()[row + 1]; i++) {
        features[sparse.indices()[i]] = sparse.values()[i];
      }
      return features;
    }
    Matrix matrix = (Matrix) rows;
    for (int k = 0; k < features.length; k++) {
      features[k] = matrix.get(row, k);
    }
    return features;
  }

  private static List<Float> list(Matrix matrix, int row) {
    List<Float> numbers = new ArrayList<>(matrix.columns());
    for (int k = 0; k < matrix.columns(); k++) {
      numbers.add(matrix.get(row, k));
    }
    return numbers;
  }
}
