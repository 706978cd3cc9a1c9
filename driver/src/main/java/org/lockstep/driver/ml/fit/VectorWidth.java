package org.lockstep.driver.ml.fit;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How many numbers the vectors of a column have. */
public final class VectorWidth {
  private VectorWidth() {}

  /**
   * As the column's metadata say, else as the first row has; that all rows have as many is found
   * out when they are read.
   *
   * @param param that names the column
   * @throws IllegalArgumentException if there is no row, or no vector in the first one
   */
  public static int of(Dataset<?> dataset, String param, String column) {
    int said = AttributeGroup.fromStructField(dataset.schema().apply(column)).size();
    if (said >= 0) {
      return said;
    }
    List<Row> first = dataset.toDF().select(col(column)).takeAsList(1);
    if (first.isEmpty()) {
      throw new IllegalArgumentException(
          "the dataset must hold at least one row to train on. Received: none");
    }
    if (first.get(0).isNullAt(0)) {
      throw new IllegalArgumentException(
          "%s must hold a vector in every row. Received: null (column %s)"
              .formatted(param, column));
    }
    return first.get(0).<Vector>getAs(0).size();
  }
}
