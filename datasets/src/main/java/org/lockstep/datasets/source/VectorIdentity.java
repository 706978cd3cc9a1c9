package org.lockstep.datasets.source;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.lockstep.datasets.shard.ShardColumns;

/**
 * The identity of rows that are vectors and targets: a hash of both, so that rows have one
 * canonical order whatever their partitions. A sparse vector has the hash of the dense one with its
 * numbers.
 */
public final class VectorIdentity {
  private static final String HASH = "lockstep_row_hash";

  private VectorIdentity() {}

  /**
   * Adds {@code hash_high} and {@code hash_low}.
   *
   * @param rows with the vectors {@code features} and {@code target}, or a number in place of the
   *     target
   */
  public static Dataset<Row> add(Dataset<Row> rows) {
    UDF2<Vector, Object, long[]> hash = VectorIdentity::hash;
    return rows.withColumn(
            HASH,
            functions
                .udf(hash, DataTypes.createArrayType(DataTypes.LongType, false))
                .apply(col(ShardColumns.FEATURES), col(ShardColumns.TARGET)))
        .withColumn(ShardColumns.HASH_HIGH, col(HASH).getItem(0))
        .withColumn(ShardColumns.HASH_LOW, col(HASH).getItem(1))
        .drop(HASH);
  }

  private static long[] hash(Vector features, Object target) {
    ContentHash hash = new ContentHash();
    add(hash, features);
    if (target instanceof Vector vector) {
      for (double each : vector.toArray()) {
        hash.target(each);
      }
    } else {
      hash.target(((Number) target).doubleValue());
    }
    return hash.finish();
  }

  private static void add(ContentHash hash, Vector features) {
    if (features instanceof SparseVector sparse) {
      hash.vector(sparse.indices(), sparse.values());
      return;
    }
    double[] values = features.toArray();
    int[] indices = new int[values.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    hash.vector(indices, values);
  }
}
