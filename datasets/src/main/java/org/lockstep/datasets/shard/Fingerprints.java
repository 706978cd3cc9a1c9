package org.lockstep.datasets.shard;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.stream.ParquetBlocks;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamedRows;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/**
 * A SHA-256 (hex) of each stage between files and training, so that the first stage that differs
 * between two runs can be named. None depends on the order or partitioning of rows.
 */
public final class Fingerprints {
  private Fingerprints() {}

  /** Of the multiset of rows: content hashes and weights. */
  public static String rows(Dataset<Row> rows) {
    return multiset(rows, false);
  }

  /** Of the multiset of rows, each with its split. */
  public static String splits(Dataset<Row> rows) {
    return multiset(rows, true);
  }

  /** Of every worker's shards, in the order of the workers. */
  public static String shards(ShardSet set) {
    Digest digest = new Digest();
    JobDescription.during(
            set.shards().context(),
            "fingerprint of the shards",
            () -> set.shards().map(Fingerprints::digest).collect())
        .forEach(digest::add);
    return digest.hex();
  }

  private static String multiset(Dataset<Row> rows, boolean split) {
    Dataset<Row> columns =
        rows.select(
            ShardColumns.HASH_HIGH,
            ShardColumns.HASH_LOW,
            ShardColumns.WEIGHT,
            split ? ShardColumns.SPLIT : ShardColumns.WEIGHT);
    MultisetHash all = new MultisetHash();
    JobDescription.during(
            rows.sparkSession().sparkContext(),
            "fingerprint",
            () ->
                columns
                    .toJavaRDD()
                    .mapPartitions(part -> List.of(sums(part, split)).iterator())
                    .collect())
        .forEach(all::add);
    return all.hex();
  }

  private static long[] sums(Iterator<Row> rows, boolean split) {
    MultisetHash hash = new MultisetHash();
    Digest digest = new Digest();
    while (rows.hasNext()) {
      Row row = rows.next();
      digest.add(row.getLong(0)).add(row.getLong(1)).add(row.getDouble(2));
      if (split) {
        digest.add(row.getString(3));
      }
      hash.add(digest.bytes());
    }
    return hash.sums();
  }

  private static byte[] digest(WorkerShards worker) {
    Digest digest = new Digest().add(worker.worker());
    for (Split split : Split.values()) {
      Shard shard = worker.shard(split);
      if (shard.features() instanceof StreamedRows streamed) {
        String rows = ((ParquetBlocks) streamed.source()).sha256();
        digest.add(shard.rows()).add(streamed.columns()).add(rows);
        continue;
      }
      add(shard.features(), digest);
      digest.add(shard.targetColumns()).add(shard.targets()).add(shard.weights());
    }
    return digest.bytes();
  }

  private static void add(FeatureRows features, Digest digest) {
    digest.add(features.rows()).add(features.columns());
    if (features instanceof SparseRows sparse) {
      digest.add(sparse.starts()).add(sparse.indices()).add(sparse.values());
    } else if (features instanceof StoredRows stored) {
      StoredDigest.add(stored, digest);
    } else if (features instanceof Matrix dense) {
      int end = dense.offset() + Math.multiplyExact(dense.rows(), dense.columns());
      digest.add(dense.data(), dense.offset(), end);
    }
  }
}
