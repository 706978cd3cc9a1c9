package org.lockstep.datasets.shard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Seeded rows as {@link ShardBuilder} reads them. */
final class ShardRows {
  static final int COLUMNS = 50;
  static final String[] SPLITS = {"train", "train", "train", "validation", "test"};

  private ShardRows() {}

  static StructType schema() {
    return new StructType()
        .add("features", SQLDataTypes.VectorType())
        .add("target", DataTypes.DoubleType)
        .add("weight", DataTypes.DoubleType)
        .add("hash_high", DataTypes.LongType)
        .add("hash_low", DataTypes.LongType)
        .add("split", DataTypes.StringType);
  }

  /** Sparse rows with 0 … 9 non-zeros; every tenth row is a copy of the one before. */
  static List<Row> sparse(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i % 10 == 9) {
        rows.add(rows.get(i - 1));
        continue;
      }
      int nonZeros = random.nextInt(10);
      int[] indices = random.ints(0, COLUMNS).distinct().limit(nonZeros).sorted().toArray();
      double[] values = random.doubles(nonZeros).map(v -> (float) v).toArray();
      rows.add(row(Vectors.sparse(COLUMNS, indices, values), random));
    }
    return rows;
  }

  static List<Row> dense(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(Vectors.dense(random.doubles(3).map(v -> (float) v).toArray()), random));
    }
    return rows;
  }

  private static Row row(Vector features, Random random) {
    return RowFactory.create(
        features,
        (double) random.nextInt(3),
        1.0,
        random.nextLong(),
        random.nextLong(),
        SPLITS[random.nextInt(SPLITS.length)]);
  }

  /** The rows in another order and partitioning. */
  static Dataset<Row> shuffled(SparkSession spark, List<Row> rows, int partitions, long seed) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    return spark.createDataFrame(shuffled, schema()).repartition(partitions);
  }
}
