package org.lockstep.datasets.source;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.check.RejectedRows;

/**
 * The checked rows of a data set. They are persisted, so later passes do not read the files again;
 * {@link #close} gives the memory back.
 *
 * <p>Columns of {@code rows}: {@code file} string, {@code record} long (1-based), {@code part}
 * string ("train", "test" or null); then {@code text} string, or {@code numeric} array of double
 * (NaN = blank) and {@code categorical} array of string (null = blank), or {@code vector}; then the
 * column of the {@link Outcome}, if there is one: {@code label} string, {@code label_set} array of
 * string, or {@code target} double or array of double; {@code weight} double; {@code hash_high} and
 * {@code hash_low} long, see {@link ContentHash}; and where splits keep groups together {@code
 * split_group} long, a hash of the group (null for rows of the data's own test set).
 *
 * @param rejected what was read and not used
 * @param labels the classes or labels in order; empty for regression and unlabelled rows
 * @param origin the path that was read, or "generated"
 * @param generated whether the project made the rows itself
 * @param persisted the Dataset behind {@code rows} that holds the memory
 */
public record Examples(
    Dataset<Row> rows,
    RejectedRows rejected,
    List<String> labels,
    Kind kind,
    String origin,
    boolean generated,
    Dataset<Row> persisted)
    implements AutoCloseable {

  /** What a row's inputs are. */
  public enum Kind {
    TEXT,
    TABLE,
    VECTOR
  }

  public Examples {
    labels = List.copyOf(labels);
  }

  @Override
  public void close() {
    persisted.unpersist();
  }
}
