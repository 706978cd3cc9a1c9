package org.lockstep.driver.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark as a user starts it, without our settings, and seeded rows. */
public final class MlFixture {
  private MlFixture() {}

  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("lockstep-ml-tests")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.warehouse.dir", "target/spark-warehouse")
        .getOrCreate();
  }

  /**
   * Rows of the shape of Spark's {@code sample_multiclass_classification_data.txt}: 4 features of
   * [−1, 1], 3 classes in equal parts, of which one lies apart and two overlap a little.
   *
   * @param rows a multiple of 3
   */
  static List<double[]> flowers(int rows, long seed) {
    double[][] centre = {{-0.4, 0.3, -0.8, -0.85}, {-0.1, -0.3, 0.1, 0.05}, {0.3, -0.1, 0.5, 0.65}};
    Random random = new Random(seed);
    List<double[]> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int label = row % 3;
      double[] numbers = new double[5];
      numbers[0] = label;
      for (int k = 0; k < 4; k++) {
        double value = centre[label][k] + 0.17 * random.nextGaussian();
        numbers[k + 1] = Math.max(-1, Math.min(1, value));
      }
      all.add(numbers);
    }
    return all;
  }

  /** The same as LIBSVM lines. */
  public static String libsvm(int rows, long seed) {
    StringBuilder lines = new StringBuilder();
    for (double[] row : flowers(rows, seed)) {
      lines.append((int) row[0]);
      for (int k = 1; k < row.length; k++) {
        lines.append(String.format(Locale.ROOT, " %d:%.6f", k, row[k]));
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  static Dataset<Row> flowers(SparkSession spark, int rows) {
    List<Row> all =
        flowers(rows, 1).stream()
            .map(
                row ->
                    RowFactory.create(
                        row[0],
                        Vectors.dense(row[1], row[2], row[3], row[4]),
                        1 + row[0] / 2,
                        (row[1] * 1000) % 5 > 1))
            .toList();
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType, false)
            .add("features", SQLDataTypes.VectorType(), false)
            .add("weight", DataTypes.DoubleType, false)
            .add("held", DataTypes.BooleanType, false);
    return spark.createDataFrame(all, schema);
  }
}
