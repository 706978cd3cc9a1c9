package org.lockstep.datasets.shard;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * {@code rows}, of the multiset of rows, their content hashes and weights; {@code split}, of the
   * rows each with its split, one pass makes both; and {@code groups}, of the rows each with its
   * group, where splits keep groups together.
   *
   * @param rows with {@code split}
   */
  public static Map<String, String> of(Dataset<Row> rows) {
    Dataset<Row> columns =
        rows.select(
            ShardColumns.HASH_HIGH, ShardColumns.HASH_LOW, ShardColumns.WEIGHT, ShardColumns.SPLIT);
    MultisetHash all = new MultisetHash();
    MultisetHash splits = new MultisetHash();
    JobDescription.during(
            rows.sparkSession().sparkContext(),
            "fingerprint",
            () ->
                columns.toJavaRDD().mapPartitions(part -> List.of(sums(part)).iterator()).collect())
        .forEach(
            sums -> {
              all.add(Arrays.copyOf(sums, sums.length / 2));
              splits.add(Arrays.copyOfRange(sums, sums.length / 2, sums.length));
            });
    Map<String, String> fingerprints = new LinkedHashMap<>();
    fingerprints.put("rows", all.hex());
    fingerprints.put("split", splits.hex());
    if (Arrays.asList(rows.columns()).contains(ShardColumns.GROUP)) {
      fingerprints.put("groups", groups(rows));
    }
    return fingerprints;
  }

  /** Rows without a group, of the data's own test set, are left out. */
  private static String groups(Dataset<Row> rows) {
    Dataset<Row> columns =
        rows.select(ShardColumns.HASH_HIGH, ShardColumns.HASH_LOW, ShardColumns.GROUP).na().drop();
    MultisetHash all = new MultisetHash();
    JobDescription.during(
            rows.sparkSession().sparkContext(),
            "fingerprint of the groups",
            () ->
                columns
                    .toJavaRDD()
                    .mapPartitions(part -> List.of(ofGroups(part)).iterator())
                    .collect())
        .forEach(all::add);
    return all.hex();
  }

  private static long[] ofGroups(Iterator<Row> rows) {
    MultisetHash all = new MultisetHash();
    Digest digest = new Digest();
    while (rows.hasNext()) {
      Row row = rows.next();
      all.add(digest.add(row.getLong(0)).add(row.getLong(1)).add(row.getLong(2)).bytes());
    }
    return all.sums();
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

  /** Of the rows, and behind them of the rows with their splits. */
  private static long[] sums(Iterator<Row> rows) {
    MultisetHash all = new MultisetHash();
    MultisetHash splits = new MultisetHash();
    Digest digest = new Digest();
    while (rows.hasNext()) {
      Row row = rows.next();
      all.add(digest.add(row.getLong(0)).add(row.getLong(1)).add(row.getDouble(2)).bytes());
      digest.add(row.getLong(0)).add(row.getLong(1)).add(row.getDouble(2));
      splits.add(digest.add(row.getString(3)).bytes());
    }
    long[] both = Arrays.copyOf(all.sums(), 2 * all.sums().length);
    System.arraycopy(splits.sums(), 0, both, all.sums().length, splits.sums().length);
    return both;
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
