package org.lockstep.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/** Blocks of a shard that is there, and how many were read. */
public final class BlocksInMemory implements BlockSource {
  private static final long serialVersionUID = 1L;

  private final Shard shard;
  private final int blockRows;
  private final AtomicInteger reads = new AtomicInteger();

  private BlocksInMemory(Shard shard, int blockRows) {
    this.shard = shard;
    this.blockRows = blockRows;
  }

  /** The shard streamed, or itself if it is empty. */
  public static Shard streamed(Shard shard, StreamSpec order) {
    if (shard.rows() == 0) {
      return shard;
    }
    int longest = 0;
    for (int row = 0; row < shard.rows(); row++) {
      longest = Math.max(longest, shard.features().length(row));
    }
    FeatureRows features = shard.features();
    return Shard.streamed(
        new StreamedRows(
            new BlocksInMemory(shard, order.blockRows()),
            shard.rows(),
            features.columns(),
            features.isSparse(),
            longest,
            order),
        shard.targetColumns());
  }

  /** Blocks that were read from a shard of {@link #streamed}. */
  public static int reads(Shard streamed) {
    return ((BlocksInMemory) ((StreamedRows) streamed.features()).source()).reads.get();
  }

  @Override
  public List<Shard> read(int... blocks) {
    List<Shard> read = new ArrayList<>();
    for (int block : blocks) {
      int from = block * blockRows;
      read.add(part(from, Math.min(shard.rows(), from + blockRows)));
      reads.incrementAndGet();
    }
    return read;
  }

  private Shard part(int from, int to) {
    int columns = shard.targetColumns();
    return new Shard(
        features(from, to),
        Arrays.copyOfRange(shard.targets(), from * columns, to * columns),
        columns,
        Arrays.copyOfRange(shard.weights(), from, to));
  }

  private FeatureRows features(int from, int to) {
    if (shard.features() instanceof Matrix dense) {
      int start = dense.offset() + from * dense.columns();
      return new Matrix(dense.data(), start, to - from, dense.columns());
    }
    SparseRows sparse = (SparseRows) shard.features();
    int first = sparse.starts()[from];
    int end = sparse.starts()[to];
    int[] starts = Arrays.copyOfRange(sparse.starts(), from, to + 1);
    Arrays.setAll(starts, i -> sparse.starts()[from + i] - first);
    return new SparseRows(
        sparse.columns(),
        starts,
        Arrays.copyOfRange(sparse.indices(), first, end),
        Arrays.copyOfRange(sparse.values(), first, end));
  }
}
