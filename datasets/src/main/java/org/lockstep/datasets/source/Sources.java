package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.check.DataException;

/** The way in: from a job's data section to checked examples. */
public final class Sources {
  private Sources() {}

  /**
   * Reads, checks and persists the rows of a data set.
   *
   * @throws DataException when the data is missing, empty, wrong as a whole, or has more bad rows
   *     than {@code spec.maxRejected()}
   */
  public static Examples open(SparkSession spark, DataSpec spec, LookUp lookUp) {
    try {
      Configuration configuration = spark.sparkContext().hadoopConfiguration();
      Optional<String> path = NamedFiles.find(spec, lookUp, configuration);
      return path.isEmpty()
          ? GeneratedSource.examples(spark, spec)
          : CheckedRows.examples(
              spec,
              read(spark, spec, path.get(), configuration),
              InputFiles.shown(path.get()),
              false);
    } catch (Exception e) {
      throw DataException.in(e).<RuntimeException>map(found -> found).orElseGet(() -> unknown(e));
    }
  }

  private static RuntimeException unknown(Exception e) {
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }

  private static Dataset<Row> read(
      SparkSession spark, DataSpec spec, String path, Configuration configuration)
      throws SparkException {
    int limit = spec.format().maxCellBytes();
    if (spec.source() == SourceName.IMDB && path.matches(".*\\.(tar\\.gz|tgz)")) {
      List<String> archives = InputFiles.of(path, configuration);
      ReviewGroups groups =
          ReviewGroups.of(spec, path, () -> MovieLists.inArchives(archives, configuration, limit));
      return Reading.of(spark, spec, archives, new ReviewArchiveFormat(limit, groups));
    }
    if (spec.source() == SourceName.IMDB && isReviewFolder(path, configuration)) {
      ReviewGroups groups =
          ReviewGroups.of(spec, path, () -> MovieLists.inFolder(path, configuration, limit));
      return Reading.of(
          spark, spec, reviewFiles(path, configuration), new ReviewFilesFormat(limit, groups));
    }
    List<String> files = InputFiles.of(path, configuration);
    List<String> columns = RowCheck.cells(spec);
    return switch (spec.source()) {
      case PARQUET -> ParquetReading.of(spark, spec, files);
      case JSONL -> Reading.of(spark, spec, files, new JsonLinesFormat(limit, columns));
      case LIBSVM -> Reading.of(spark, spec, files, new LibsvmFormat(limit));
      case AIRLINE, IMDB, HOUSING, DIGITS, CSV, TSV ->
          Reading.of(spark, spec, files, csv(spec, files.get(0), configuration));
    };
  }

  /** The format of the files, after a look at the first one's header. */
  private static CsvFormat csv(DataSpec spec, String file, Configuration configuration) {
    char delimiter = spec.source() == SourceName.TSV ? '\t' : ',';
    int limit = spec.format().maxCellBytes();
    boolean header = spec.format().header();
    List<String> names;
    try (InputStream in = InputFiles.open(file, configuration, true)) {
      RecordFramer framer = RecordFramer.quoted(file, in, delimiter, limit);
      CsvCells cells = new CsvCells(delimiter);
      if (header) {
        names = CsvHeader.read(file, framer, cells);
      } else {
        names = spec.format().names();
        if (names.isEmpty()) {
          names = CsvHeader.numbered(file, framer, cells);
        }
      }
    } catch (IOException e) {
      throw FileFailure.of(file, e)
          .<RuntimeException>map(found -> found)
          .orElseGet(() -> new UncheckedIOException("reading " + file, e));
    }
    if (spec.source() == SourceName.AIRLINE) {
      CsvHeader.requireExactly(Presets.AIRLINE_HEADER, names, file);
    }
    List<String> columns = RowCheck.cells(spec);
    CsvHeader.requireColumns(names, columns, file);
    return new CsvFormat(delimiter, header, limit, names, columns);
  }

  private static boolean isReviewFolder(String path, Configuration configuration) {
    return InputFiles.exists(new Path(path, "train"), configuration)
        || InputFiles.exists(new Path(path, "test"), configuration);
  }

  private static List<String> reviewFiles(String path, Configuration configuration) {
    List<String> files = new ArrayList<>();
    for (String folder : List.of("train/pos", "train/neg", "test/pos", "test/neg")) {
      Path at = new Path(path, folder);
      if (InputFiles.exists(at, configuration)) {
        for (FileStatus file : InputFiles.list(at, configuration)) {
          String name = file.getPath().toString();
          if (ReviewPath.of(name).isPresent()) {
            files.add(name);
          }
        }
      }
    }
    if (files.isEmpty()) {
      throw DataException.bad(
          "a review folder must hold train and test, each with pos and neg. Received: no review (%s)",
          InputFiles.shown(path));
    }
    Collections.sort(files);
    return files;
  }
}
