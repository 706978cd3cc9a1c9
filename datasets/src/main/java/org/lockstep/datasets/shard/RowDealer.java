package org.lockstep.datasets.shard;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.random.Mix;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;
import scala.Tuple2;

/** Reads the columns that shards are made of, and gives every row its key in the dealing order. */
final class RowDealer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long key;

  RowDealer(long seed) {
    Stream stream = Stream.of(seed, Purpose.DEAL);
    this.key = (long) stream.intAt(0) << 32 | Integer.toUnsignedLong(stream.intAt(1));
  }

  JavaPairRDD<DealKey, DealtRow> deal(Dataset<Row> rows) {
    return rows.select(
            ShardColumns.FEATURES,
            ShardColumns.TARGET,
            ShardColumns.WEIGHT,
            ShardColumns.HASH_HIGH,
            ShardColumns.HASH_LOW,
            ShardColumns.SPLIT)
        .toJavaRDD()
        .mapToPair(this::deal);
  }

  private Tuple2<DealKey, DealtRow> deal(Row row) {
    float weight = DealtRow.finite(row.getDouble(2), "weight");
    DealKey place =
        new DealKey(
            split(row.getString(5)), Mix.mix64(row.getLong(3) ^ key), row.getLong(4), weight);
    return new Tuple2<>(place, DealtRow.of((Vector) row.get(0), targets(row.get(1)), weight));
  }

  private static float[] targets(Object target) {
    if (target instanceof Number number) {
      return new float[] {DealtRow.finite(number.doubleValue(), "target")};
    }
    if (target instanceof Vector vector) {
      return DealtRow.floats(vector.toArray(), "target");
    }
    if (target instanceof scala.collection.Seq<?> sequence) {
      float[] targets = new float[sequence.size()];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = DealtRow.finite(((Number) sequence.apply(i)).doubleValue(), "target");
      }
      return targets;
    }
    throw new IllegalArgumentException(
        "target must be a number, a vector or an array of numbers. Received: " + target);
  }

  private static int split(String name) {
    for (Split split : Split.values()) {
      if (split.label().equals(name)) {
        return split.ordinal();
      }
    }
    throw new IllegalArgumentException(
        "split must be one of %s. Received: %s"
            .formatted(List.of("train", "validation", "test"), name));
  }
}
