package org.lockstep.driver.ml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A program of its own: reads a saved pipeline and writes what it says of the rows of a file. */
final class SavedPipeline {
  private SavedPipeline() {}

  /**
   * @param arguments the saved pipeline, Parquet rows, the file to write
   */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark = MlFixture.spark()) {
      PipelineModel model = PipelineModel.load(arguments[0]);
      Files.write(Path.of(arguments[2]), said(model, spark.read().parquet(arguments[1])));
    }
  }

  /** A line a row, sorted: its text, the prediction and the bits of the probabilities. */
  static List<String> said(PipelineModel model, Dataset<Row> rows) {
    return model
        .transform(rows)
        .select("text", "prediction", "probability")
        .collectAsList()
        .stream()
        .map(SavedPipeline::line)
        .sorted()
        .toList();
  }

  private static String line(Row row) {
    StringBuilder line = new StringBuilder();
    line.append(row.getString(0).hashCode()).append(' ').append(row.getDouble(1));
    for (double probability : row.<Vector>getAs(2).toArray()) {
      line.append(' ').append(Double.toHexString(probability));
    }
    return line.toString();
  }
}
