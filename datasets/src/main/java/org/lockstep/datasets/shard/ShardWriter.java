package org.lockstep.datasets.shard;

import java.io.IOException;
import java.util.Arrays;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.FeatureRows;

/** Appends rows to growing arrays; no object per row stays behind. */
final class ShardWriter {
  private final ShardLayout layout;
  private final RowStorage storage;
  private final RowArrays arrays;
  private int rows;
  private float[] targets = new float[16];
  private float[] weights = new float[16];

  /** Null while the features are on the heap. */
  private FeatureFile file;

  ShardWriter(ShardLayout layout, RowStorage storage) {
    this.layout = layout;
    this.storage = storage;
    this.arrays = new RowArrays(layout);
  }

  /**
   * @throws IllegalArgumentException when the shard outgrows a Java array
   * @throws IOException if the disk does not take the features
   */
  void add(DealtRow row) throws IOException {
    if (file == null && !storage.take(arrays.bytes(row))) {
      file = new FeatureFile(layout, RowStorage.newFile());
      storage.giveBack(arrays.bytes());
      arrays.moveTo(file);
    }
    if (file == null) {
      arrays.add(row);
    } else {
      file.add(row);
    }
    int columns = layout.targetColumns();
    targets = RowArrays.grown(targets, (rows + 1L) * columns);
    System.arraycopy(row.targets, 0, targets, rows * columns, columns);
    weights = RowArrays.grown(weights, rows + 1L);
    weights[rows++] = row.weight;
  }

  /** The shard of no rows. */
  Shard empty() {
    return new Shard(arrays.finish(), new float[0], layout.targetColumns(), new float[0]);
  }

  /** The shard; nothing may be added afterwards. */
  Shard finish() throws IOException {
    FeatureRows features = file == null ? arrays.finish() : file.finish();
    return new Shard(
        features,
        Arrays.copyOf(targets, rows * layout.targetColumns()),
        layout.targetColumns(),
        Arrays.copyOf(weights, rows));
  }

  /** Takes away what a shard that was not finished has on the disk. */
  void discard() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
