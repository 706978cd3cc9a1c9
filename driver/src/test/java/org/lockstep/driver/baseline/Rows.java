package org.lockstep.driver.baseline;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows with features, target and split, written down one by one. */
final class Rows {
  private final List<Row> rows = new ArrayList<>();

  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("lockstep-baseline-tests")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", "target/spark-warehouse")
        .getOrCreate();
  }

  void add(String split, double target, double... features) {
    rows.add(RowFactory.create(Vectors.dense(features), target, split));
  }

  Dataset<Row> in(SparkSession spark) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType(), false)
            .add("target", DataTypes.DoubleType, false)
            .add("split", DataTypes.StringType, false);
    return spark.createDataFrame(rows, schema).coalesce(1).cache();
  }
}
