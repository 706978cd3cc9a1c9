package org.lockstep.driver.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.StreamedRows;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/** A job's own training rows in one piece, to time steps on. */
public final class Sample {

  private Sample() {}

  /** The first rows of a shard, in memory; the shard itself if it has no more and is there. */
  public static Shard head(Shard shard, int rows) {
    if (shard.features() instanceof StreamedRows streamed) {
      int blocks = 1 + (Math.min(rows, shard.rows()) - 1) / streamed.blockRows();
      return head(join(streamed.read(IntStream.range(0, blocks).toArray())), rows);
    }
    if (shard.features() instanceof StoredRows stored) {
      int first = Math.min(rows, shard.rows());
      return head(
          new Shard(
              stored.first(first),
              Arrays.copyOf(shard.targets(), first * shard.targetColumns()),
              shard.targetColumns(),
              Arrays.copyOf(shard.weights(), first)),
          rows);
    }
    if (shard.rows() <= rows) {
      return shard;
    }
    return new Shard(
        head(shard.features(), rows),
        Arrays.copyOf(shard.targets(), rows * shard.targetColumns()),
        shard.targetColumns(),
        Arrays.copyOf(shard.weights(), rows));
  }

  private static FeatureRows head(FeatureRows features, int rows) {
    if (features instanceof Matrix dense) {
      return dense(List.of(dense.firstRows(rows)), rows); // a copy: the view would be sent whole
    }
    SparseRows sparse = (SparseRows) features;
    int end = sparse.starts()[rows];
    return new SparseRows(
        sparse.columns(),
        Arrays.copyOf(sparse.starts(), rows + 1),
        Arrays.copyOf(sparse.indices(), end),
        Arrays.copyOf(sparse.values(), end));
  }

  /** The shards' rows, one shard's after the other's; shards without rows are left out. */
  public static Shard join(List<Shard> shards) {
    List<Shard> filled = shards.stream().filter(shard -> shard.rows() > 0).toList();
    if (filled.isEmpty()) {
      throw new IllegalArgumentException("shards must hold a row. Received: none");
    }
    int rows = filled.stream().mapToInt(Shard::rows).sum();
    int targetColumns = filled.get(0).targetColumns();
    float[] targets = new float[rows * targetColumns];
    float[] weights = new float[rows];
    List<FeatureRows> features = new ArrayList<>();
    int row = 0;
    for (Shard shard : filled) {
      System.arraycopy(
          shard.targets(), 0, targets, row * targetColumns, shard.rows() * targetColumns);
      System.arraycopy(shard.weights(), 0, weights, row, shard.rows());
      features.add(shard.features());
      row += shard.rows();
    }
    boolean sparse = features.get(0) instanceof SparseRows;
    return new Shard(
        sparse ? sparse(features, rows) : dense(features, rows), targets, targetColumns, weights);
  }

  private static Matrix dense(List<FeatureRows> pieces, int rows) {
    int columns = pieces.get(0).columns();
    Matrix joined = Matrix.zeros(rows, columns);
    int at = 0;
    for (FeatureRows piece : pieces) {
      Matrix matrix = (Matrix) piece;
      int size = matrix.rows() * columns;
      System.arraycopy(matrix.data(), matrix.offset(), joined.data(), at, size);
      at += size;
    }
    return joined;
  }

  private static SparseRows sparse(List<FeatureRows> pieces, int rows) {
    int nonZeros = pieces.stream().mapToInt(piece -> ((SparseRows) piece).nonZeros()).sum();
    int[] starts = new int[rows + 1];
    int[] indices = new int[nonZeros];
    float[] values = new float[nonZeros];
    int row = 0;
    for (FeatureRows each : pieces) {
      SparseRows piece = (SparseRows) each;
      int from = starts[row];
      System.arraycopy(piece.indices(), 0, indices, from, piece.nonZeros());
      System.arraycopy(piece.values(), 0, values, from, piece.nonZeros());
      for (int i = 1; i <= piece.rows(); i++) {
        starts[row + i] = from + piece.starts()[i];
      }
      row += piece.rows();
    }
    return new SparseRows(pieces.get(0).columns(), starts, indices, values);
  }
}
