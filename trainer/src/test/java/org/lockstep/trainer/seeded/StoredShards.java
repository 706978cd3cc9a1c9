package org.lockstep.trainer.seeded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRowsWriter;

/** Shards whose features are on disk. */
public final class StoredShards {
  private StoredShards() {}

  /**
   * @param file must not exist
   */
  public static Shard of(Shard shard, Path file) {
    int columns = shard.features().columns();
    try (StoredRowsWriter writer =
        new StoredRowsWriter(file, columns, shard.features().isSparse())) {
      for (int row = 0; row < shard.rows(); row++) {
        if (shard.features() instanceof SparseRows sparse) {
          writer.add(sparse.indices(), sparse.values(), sparse.starts()[row], sparse.length(row));
        } else {
          writer.add(null, ((Matrix) shard.features()).data(), row * columns, columns);
        }
      }
      return new Shard(writer.finish(), shard.targets(), shard.targetColumns(), shard.weights());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
