package org.lockstep.datasets.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.Excerpt;

/**
 * The first records of a file of comma- or tab-separated values with a header, read without Spark
 * and by the rules by which a job reads them. Records that a job would reject are counted and left
 * out.
 *
 * @param source csv or tsv
 * @param names the columns
 * @param records how many were read, the rejected ones among them
 * @param rejected those that are no record of these columns
 * @param whole whether these are all records of the file
 */
public record FirstRecords(
    SourceName source, List<String> names, long records, long rejected, boolean whole) {
  /** Keeps a name's position when it is shown. */
  public FirstRecords {
    names = List.copyOf(names);
  }

  /**
   * Reads.
   *
   * @param most records
   * @param header is given the names, before any record
   * @param take is given every record's cells in the order of the names, the array for keeping
   * @throws DataException if the file is missing, empty, or its first record no header
   */
  public static FirstRecords read(
      Path file, long most, Consumer<List<String>> header, Consumer<String[]> take)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw DataException.missing("the data must be a file that exists. Received: %s", file);
    }
    SourceName source = source(file);
    char delimiter = source == SourceName.TSV ? '\t' : ',';
    int limit = FormatSpec.standard().maxCellBytes();
    List<String> names;
    try (InputStream in = open(file)) {
      RecordFramer framer = RecordFramer.quoted(file.toString(), in, delimiter, limit);
      names = CsvHeader.read(file.toString(), framer, new CsvCells(delimiter));
    }
    if (names.stream().allMatch(name -> name.matches("[-+.0-9eE]*"))) {
      throw DataException.bad(
          "the first record must name the columns. Received: %s (%s line 1); a job reads files without"
              + " names with data.header = false",
          Excerpt.of(String.join(",", names)), file);
    }
    CsvHeader.requireColumns(names, names, file.toString());
    header.accept(names);
    long rejected = 0;
    long read = 0;
    try (InputStream in = open(file)) {
      Iterator<RawRecord> records =
          new CsvFormat(delimiter, true, limit, names, names).records(file.toString(), in);
      while (read < most && records.hasNext()) {
        RawRecord record = records.next();
        read++;
        if (record.problem() == null) {
          take.accept(record.cells());
        } else {
          rejected++;
        }
      }
      return new FirstRecords(source, names, read, rejected, !records.hasNext());
    }
  }

  private static SourceName source(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (plain.endsWith(".tsv") || plain.endsWith(".tab")) {
      return SourceName.TSV;
    }
    if (plain.endsWith(".csv")) {
      return SourceName.CSV;
    }
    throw DataException.bad(
        "the data must be a .csv or .tsv file with a header, plain or .gz. Received: %s", file);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
