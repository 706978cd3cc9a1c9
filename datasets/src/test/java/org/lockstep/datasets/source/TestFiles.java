package org.lockstep.datasets.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.TestSpark;

/** Writes small files and opens them. */
final class TestFiles {
  static final LookUp NOWHERE =
      new LookUp(Optional.empty(), Path.of("/nonexistent"), Path.of("/nonexistent/cache"));

  private TestFiles() {}

  static String write(Path folder, String name, String text) throws IOException {
    return write(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  static String write(Path folder, String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes).toString();
  }

  /** Accepts any share of bad rows, so that they can be looked at. */
  static DataSpec lenient(SourceName source, String path) {
    return Presets.of(source, Optional.of(path)).withMaxRejected(1);
  }

  static Examples open(DataSpec spec) {
    return Sources.open(TestSpark.session(), spec, NOWHERE);
  }

  /** The used rows by file and record. */
  static List<Row> rows(Examples examples) {
    return examples.rows().orderBy("file", "record").collectAsList();
  }
}
