package org.lockstep.driver.draft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.datasets.source.FirstRecords;

/**
 * A look at the first rows of a file of values.
 *
 * @param path as the user wrote it
 * @param columns in the file's order
 */
record DataLook(String path, FirstRecords records, List<ColumnLook> columns) {
  /** Enough to see what the columns are. */
  static final long MOST_ROWS = 200_000;

  static DataLook at(Path file) throws IOException {
    List<ColumnLook> columns = new ArrayList<>();
    FirstRecords records =
        FirstRecords.read(
            file,
            MOST_ROWS,
            names -> names.forEach(name -> columns.add(new ColumnLook(name))),
            cells -> {
              for (int i = 0; i < cells.length; i++) {
                columns.get(i).take(cells[i]);
              }
            });
    return new DataLook(file.toString(), records, List.copyOf(columns));
  }

  /** Rows that were looked at and are not rejected. */
  long rows() {
    return records.records() - records.rejected();
  }

  Optional<ColumnLook> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
