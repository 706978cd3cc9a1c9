package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lockstep.datasets.check.DataException;

/** The rows and labels that the published files are known to hold. */
public final class PublishedCounts {
  private static final Map<String, Long> AIRLINE =
      Map.of("negative", 9178L, "neutral", 3099L, "positive", 2363L);

  private static final Map<String, Long> IMDB =
      Map.of(
          "test negative", 12500L,
          "test positive", 12500L,
          "train negative", 12500L,
          "train positive", 12500L);

  private PublishedCounts() {}

  /** {@code Tweets.csv}: the 15 columns, 14,640 rows, 9,178/3,099/2,363. */
  public static void verifyAirline(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      CsvFormat format =
          new CsvFormat(
              ',',
              true,
              FormatSpec.DEFAULT_MAX_CELL_BYTES,
              Presets.AIRLINE_HEADER,
              RowCheck.cells(ColumnSpec.text("text", "airline_sentiment")));
      verify(file, format.records(file.toString(), in), AIRLINE);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /**
   * {@code aclImdb_v1.tar.gz}: 25,000 reviews to train and 25,000 to test, half of them positive.
   */
  public static void verifyImdb(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      ReviewArchiveFormat format =
          new ReviewArchiveFormat(FormatSpec.DEFAULT_MAX_CELL_BYTES, ReviewGroups.none());
      verify(file, format.records(file.toString(), in), IMDB);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static RuntimeException failed(Path file, IOException e) {
    return FileFailure.of(file.toString(), e)
        .<RuntimeException>map(found -> found)
        .orElseGet(() -> new UncheckedIOException("reading " + file, e));
  }

  private static void verify(Path file, Iterator<RawRecord> records, Map<String, Long> expected) {
    SortedMap<String, Long> found = new TreeMap<>();
    while (records.hasNext()) {
      RawRecord record = records.next();
      String key =
          record.problem() != null
              ? record.problem().reason()
              : (record.part() == null ? "" : record.part() + " ")
                  + record.cells()[record.cells().length - 1];
      found.merge(key, 1L, Long::sum);
      if (found.size() > 100) {
        break; // labels that are no labels: enough to say so
      }
    }
    if (!found.equals(expected)) {
      throw DataException.bad(
          "%s must hold the published rows, %s. Received: %s",
          file.getFileName(), new TreeMap<>(expected), found);
    }
  }
}
