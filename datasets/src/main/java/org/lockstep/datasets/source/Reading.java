package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Files to checked rows: one task a file, or a few files a task where there are very many. */
final class Reading implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_TASKS = 256;

  private final SerializableConfiguration configuration;
  private final RecordFormat format;
  private final RowCheck check;

  private Reading(Configuration configuration, RecordFormat format, RowCheck check) {
    this.configuration = new SerializableConfiguration(configuration);
    this.format = format;
    this.check = check;
  }

  /** The rows of the files, used and rejected; lazy. */
  static Dataset<Row> of(
      SparkSession spark, DataSpec spec, List<String> files, RecordFormat format) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Reading reading = new Reading(context.hadoopConfiguration(), format, new RowCheck(spec));
    JavaRDD<Row> rows =
        context
            .parallelize(files, Math.min(files.size(), MOST_TASKS))
            .flatMap(file -> reading.rows(file));
    return spark.createDataFrame(rows, CheckedColumns.schema(spec));
  }

  private Iterator<Row> rows(String file) {
    try {
      InputStream in = InputFiles.open(file, configuration.value(), format.decompressed());
      TaskContext task = TaskContext.get();
      if (task != null) {
        TaskCompletionListener closing = ignored -> close(in);
        task.addTaskCompletionListener(closing);
      }
      Iterator<RawRecord> records = format.records(file, in);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          boolean more = records.hasNext();
          if (!more) {
            close(in);
          }
          return more;
        }

        @Override
        public Row next() {
          return check.check(records.next());
        }
      };
    } catch (IOException e) {
      throw FileFailure.of(file, e)
          .<RuntimeException>map(found -> found)
          .orElseGet(() -> new UncheckedIOException("opening " + file, e));
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing an input file", e);
    }
  }
}
