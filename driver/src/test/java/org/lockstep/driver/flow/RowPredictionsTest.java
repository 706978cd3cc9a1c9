package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.scoring.FrameScorer;
import org.lockstep.driver.scoring.SmallModels;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.text.TextSpec;

/** A file of predictions: in order, and each row scored once. */
class RowPredictionsTest {
  private static final int ROWS = 500;

  @TempDir Path folder;

  @Test
  void everyRowIsScoredOnceAndWrittenInOrder() throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "3")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
    try {
      Model model = SmallModels.text(TextSpec.defaults());
      int width = model.features().width();
      LongAccumulator asked = spark.sparkContext().longAccumulator();
      UDF1<Long, Vector> features =
          record -> {
            asked.add(1);
            return Vectors.sparse(width, new int[] {(int) (record % width)}, new double[] {1});
          };
      Dataset<Row> rows =
          spark
              .range(ROWS)
              .repartition(7)
              .select(
                  concat(lit("file-"), col("id").mod(2).cast("string")).as("file"),
                  col("id").as("record"),
                  udf(features, SQLDataTypes.VectorType())
                      .asNondeterministic()
                      .apply(col("id"))
                      .as("features"));
      Path out = folder.resolve("predictions.csv");
      PredictionColumns columns =
          new PredictionColumns(model.network().task(), model.labels(), List.of(), ",");
      try (FrameScorer scorer = new FrameScorer(spark, model)) {
        RowPredictions.write(rows, scorer.ofVector(col("features")), columns, out);
      }
      assertThat(asked.value()).isEqualTo(ROWS);
      List<String> lines = Files.readAllLines(out);
      assertThat(lines).hasSize(ROWS + 1);
      assertThat(lines.get(0)).startsWith("file,record,prediction,probability_negative");
      assertThat(lines.get(1)).startsWith("file-0,0,");
      assertThat(lines.get(250)).startsWith("file-0,498,");
      assertThat(lines.get(ROWS)).startsWith("file-1,499,");
    } finally {
      spark.stop();
    }
  }
}
