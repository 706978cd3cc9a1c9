package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.activation.Identity;

/** What batch normalization means for the layer before it and for the rows of a step. */
final class Normalizations {
  private Normalizations() {}

  /**
   * The layers, but a dense one with identity activation directly before a batch normalization
   * without bias: the batch's mean would take it out again, so its gradient is zero.
   */
  static List<LayerSpec> withoutCancelledBiases(List<LayerSpec> layers) {
    List<LayerSpec> result = new ArrayList<>(layers);
    for (int i = 0; i + 1 < layers.size(); i++) {
      if (layers.get(i + 1) instanceof BatchNormalizationSpec
          && layers.get(i) instanceof DenseSpec dense
          && dense.activation() instanceof Identity) {
        result.set(
            i,
            new DenseSpec(
                dense.units(),
                dense.activation(),
                dense.initializer(),
                false,
                dense.regularizer()));
      }
    }
    return List.copyOf(result);
  }

  /** Refuses steps in which a worker's part is one row, of which there is no variance. */
  static void requireRows(long rows, int batchSize, int workers) {
    long least = (long) BatchNormalizationSpec.LEAST_ROWS * workers;
    if (rows >= batchSize && batchSize < least) {
      throw new IllegalArgumentException(
          "batchSize must be >= %d, %d rows for the batch normalization of each of %d workers. Received: %d"
              .formatted(least, BatchNormalizationSpec.LEAST_ROWS, workers, batchSize));
    }
    long last = rows % batchSize;
    if (last != 0 && last < least) {
      throw new IllegalArgumentException(
          "batchSize must leave >= %d rows for the last step of an epoch, %d for the batch normalization of each of %d workers; %d training rows leave %d. Received: %d"
              .formatted(least, BatchNormalizationSpec.LEAST_ROWS, workers, rows, last, batchSize));
    }
  }
}
