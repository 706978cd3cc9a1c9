package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongCellTest {
  @TempDir Path folder;

  @Test
  void aCellOf100MillionBytesCostsOneRowAndNotTheJob() throws IOException {
    Path file = folder.resolve("long.csv");
    byte[] million = "x\"\"\n".repeat(250_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("text,label\nbefore,a\n\"".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(million);
      }
      out.write("\",a\nafter,b\n".getBytes(StandardCharsets.UTF_8));
    }
    try (Examples examples = TestFiles.open(TestFiles.lenient(SourceName.CSV, file.toString()))) {
      assertThat(examples.rejected().byReason()).isEqualTo(Map.of("cell_too_long", 1L));
      assertThat(TestFiles.rows(examples))
          .extracting(row -> row.<String>getAs("text"))
          .containsExactly("before", "after");
    }
  }
}
