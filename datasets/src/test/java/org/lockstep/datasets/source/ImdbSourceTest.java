package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;

/** The three forms of the review data give the same rows. */
class ImdbSourceTest {
  private static final Map<String, String> REVIEWS =
      new TreeMap<>(
          Map.of(
              "train/pos/0_9.txt", "good, \"very\" good<br />",
              "train/neg/0_2.txt", "bad",
              "test/pos/0_7.txt", "nice",
              "test/neg/0_1.txt", "awful"));

  @TempDir Path folder;

  @Test
  void folderArchiveAndCsvAgree() throws IOException {
    REVIEWS.forEach((name, text) -> write("aclImdb/" + name, text));
    write("aclImdb/train/unsup/0_0.txt", "no label");
    write("aclImdb/README", "not a review");
    String archive = archive("a.tar.gz", entries());
    StringBuilder csv = new StringBuilder("review,sentiment\n");
    REVIEWS.forEach(
        (name, text) ->
            csv.append('"')
                .append(text.replace("\"", "\"\""))
                .append("\",")
                .append(name.contains("pos") ? "positive" : "negative")
                .append('\n'));
    String table = TestFiles.write(folder, "IMDB Dataset.csv", csv.toString());

    try (Examples a = TestFiles.open(TestFiles.lenient(SourceName.IMDB, folder + "/aclImdb"));
        Examples b = TestFiles.open(TestFiles.lenient(SourceName.IMDB, archive));
        Examples c = TestFiles.open(TestFiles.lenient(SourceName.IMDB, table))) {
      assertThat(summary(a)).hasSize(4).containsEntry("nice", "positive test");
      assertThat(summary(b)).isEqualTo(summary(a));
      assertThat(hashes(b)).isEqualTo(hashes(a)).isEqualTo(hashes(c));
      assertThat(summary(c)).containsEntry("nice", "positive null");
    }
  }

  @Test
  void aReviewThatIsNotUtf8OrTooLongIsRejectedWithItsEntry() throws IOException {
    String path =
        archive(
            "a.tar.gz",
            List.of(
                entry("aclImdb/train/pos/1_9.txt", "fine".getBytes(StandardCharsets.UTF_8)),
                entry("aclImdb/train/pos/2_9.txt", new byte[] {'a', (byte) 0xff}),
                entry("aclImdb/train/pos/3_9.txt", new byte[2000])));
    DataSpec spec =
        TestFiles.lenient(SourceName.IMDB, path)
            .withFormat(new FormatSpec(true, List.of(), 1000, 0));
    try (Examples examples = TestFiles.open(spec)) {
      assertThat(examples.rejected().byReason())
          .isEqualTo(Map.of("invalid_utf8", 1L, "cell_too_long", 1L));
      assertThat(examples.rejected().first().get(0).file())
          .isEqualTo(path + "!/aclImdb/train/pos/2_9.txt");
    }
  }

  @Test
  void archivesWithLinksOrClimbingNamesAreRefused() throws IOException {
    String climbing =
        archive("b.tar.gz", List.of(entry("aclImdb/../../etc/passwd", new byte[] {'x'})));
    assertThatThrownBy(() -> TestFiles.open(TestFiles.lenient(SourceName.IMDB, climbing)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("without ..");
    TarArchiveEntry link =
        new TarArchiveEntry("aclImdb/train/pos/1_9.txt", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    String linked = archive("c.tar.gz", List.of(new Entry(link, new byte[0])));
    assertThatThrownBy(() -> TestFiles.open(TestFiles.lenient(SourceName.IMDB, linked)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("file or a directory");
  }

  @Test
  void archivesThatGrowBeyondMeasureAreRefused() {
    ArchiveGuard guard = new ArchiveGuard("a.tar.gz", 2, 1L << 30, 100);
    guard.unpacked(1000, 1);
    guard.unpacked(100L << 20, 2 << 20);
    assertThatThrownBy(() -> guard.unpacked(100L << 20, 1000))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("100 times");
    assertThatThrownBy(() -> guard.unpacked(2L << 30, 1L << 30))
        .hasMessageContaining("at most 1073741824 bytes");
    guard.admit(new TarArchiveEntry("a"));
    guard.admit(new TarArchiveEntry("b"));
    assertThatThrownBy(() -> guard.admit(new TarArchiveEntry("c")))
        .hasMessageContaining("at most 2 entries");
  }

  @Test
  void aTruncatedArchiveIsBadData() throws IOException {
    String whole = archive("a.tar.gz", entries());
    byte[] bytes = java.nio.file.Files.readAllBytes(Path.of(whole));
    String path =
        TestFiles.write(folder, "half.tar.gz", java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> TestFiles.open(TestFiles.lenient(SourceName.IMDB, path)))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(DataException.Kind.BAD_DATA))
        .hasMessageContaining("half.tar.gz");
  }

  private record Entry(TarArchiveEntry header, byte[] bytes) {}

  private static Entry entry(String name, byte[] bytes) {
    TarArchiveEntry header = new TarArchiveEntry(name);
    header.setSize(bytes.length);
    return new Entry(header, bytes);
  }

  private static List<Entry> entries() {
    return REVIEWS.entrySet().stream()
        .map(e -> entry("aclImdb/" + e.getKey(), e.getValue().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private String archive(String name, List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Entry entry : entries) {
        tar.putArchiveEntry(entry.header());
        tar.write(entry.bytes());
        tar.closeArchiveEntry();
      }
    }
    return TestFiles.write(folder, name, bytes.toByteArray());
  }

  private void write(String name, String text) {
    try {
      TestFiles.write(folder, name, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, String> summary(Examples examples) {
    Map<String, String> summary = new TreeMap<>();
    for (Row row : TestFiles.rows(examples)) {
      summary.put(row.getAs("text"), row.getAs("label") + " " + row.getAs("part"));
    }
    return summary;
  }

  private static List<Long> hashes(Examples examples) {
    return TestFiles.rows(examples).stream()
        .map(row -> row.<Long>getAs("hash_low"))
        .sorted()
        .toList();
  }
}
