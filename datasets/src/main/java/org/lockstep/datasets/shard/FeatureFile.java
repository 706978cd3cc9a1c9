package org.lockstep.datasets.shard;

import java.io.IOException;
import java.nio.file.Path;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.StoredRowsWriter;

/** The features of a growing shard in a file. */
final class FeatureFile implements AutoCloseable {
  private final ShardLayout layout;
  private final StoredRowsWriter writer;
  private int[] indices = new int[0];
  private float[] values = new float[0];

  FeatureFile(ShardLayout layout, Path file) throws IOException {
    this.layout = layout;
    this.writer = new StoredRowsWriter(file, layout.columns(), layout.sparse());
  }

  void add(DealtRow row) throws IOException {
    if (!layout.sparse()) {
      writer.add(null, row.values, 0, row.values.length);
      return;
    }
    if (values.length < row.values.length) {
      indices = new int[row.values.length];
      values = new float[row.values.length];
    }
    int filled = 0;
    for (int k = 0; k < row.values.length; k++) {
      if (row.values[k] != 0) {
        indices[filled] = row.indices == null ? k : row.indices[k];
        values[filled++] = row.values[k];
      }
    }
    writer.add(indices, values, 0, filled);
  }

  void add(int[] indices, float[] values, int from, int length) throws IOException {
    writer.add(indices, values, from, length);
  }

  FeatureRows finish() throws IOException {
    try (writer) {
      return writer.finish();
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
