package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.split.SplitSpec;

/** Which reviews stay together, in both forms of the files. */
class ReviewGroupsTest {
  private static final String ONE = "http://www.imdb.com/title/tt0000001/usercomments\n";
  private static final String TWO = "http://www.imdb.com/title/tt0000002/usercomments\n";

  @TempDir Path folder;

  @Test
  void reviewsOfAMovieStayTogetherWhereverTheListsStand() throws IOException {
    Map<String, String> first = new LinkedHashMap<>(lists());
    first.putAll(reviews());
    Map<String, String> last = new LinkedHashMap<>(reviews());
    last.putAll(lists());
    for (Map.Entry<String, String> file : first.entrySet()) {
      TestFiles.write(folder, "files/" + file.getKey(), file.getValue());
    }
    for (String path :
        new String[] {
          archive("first.tar.gz", first), archive("last.tar.gz", last), folder + "/files/aclImdb"
        }) {
      try (Examples examples = TestFiles.open(grouped(path, "movie"))) {
        Map<String, Long> groups = groups(examples);
        assertThat(examples.rejected().rejected()).as(path).isZero();
        assertThat(groups.get("good one")).as(path).isEqualTo(groups.get("bad one"));
        assertThat(groups.get("good two")).as(path).isEqualTo(groups.get("fine two"));
        assertThat(groups.get("good one")).as(path).isNotEqualTo(groups.get("good two"));
        // the test reviews are a split of their own
        assertThat(groups.get("nice")).as(path).isNull();
      }
    }
  }

  @Test
  void aReviewThatTheListDoesNotReachIsRejected() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(reviews());
    files.putAll(lists());
    files.put("aclImdb/train/pos/7_9.txt", "beyond the list");
    files.put("aclImdb/train/pos/unnumbered.txt", "without a number");
    try (Examples examples = TestFiles.open(grouped(archive("a.tar.gz", files), "movie"))) {
      assertThat(examples.rejected().byReason()).isEqualTo(Map.of("blank_group", 2L));
      assertThat(groups(examples)).doesNotContainKeys("beyond the list", "without a number");
    }
  }

  @Test
  void copiesWithoutListsAreRefusedAndToldOfNeighbours() throws IOException {
    String path = archive("a.tar.gz", reviews());
    assertThatThrownBy(() -> TestFiles.open(grouped(path, "movie")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.group = movie must go with the lists of the reviews' movies; neighbours needs none. Received: no train/urls_pos.txt (%s)",
            path);
  }

  @Test
  void listsOfTestReviewsAreNeededWhereTheyAreDivided() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(reviews());
    files.putAll(lists());
    DataSpec spec = grouped(archive("a.tar.gz", files), "movie");
    DataSpec all = spec.withSplit(new SplitSpec(0.6, 0.2, 0.2, false, Optional.of("movie")));
    assertThatThrownBy(() -> TestFiles.open(all)).hasMessageContaining("no test/urls_pos.txt");
  }

  @Test
  void neighboursAreReviewsOfTheSameStretchOfMovies() throws IOException {
    Map<String, String> files = new LinkedHashMap<>(reviews());
    files.put("aclImdb/train/pos/1249_9.txt", "last of the first");
    files.put("aclImdb/train/neg/349_1.txt", "last bad one of the first");
    files.put("aclImdb/train/pos/1250_9.txt", "first of the second");
    files.put("aclImdb/train/neg/350_1.txt", "first bad one of the second");
    files.put("aclImdb/train/pos/12499_9.txt", "last of the last");
    files.put("aclImdb/train/neg/3969_1.txt", "last bad one of the last");
    files.put("aclImdb/train/neg/3970_1.txt", "first of the bad alone");
    files.put("aclImdb/train/neg/12499_1.txt", "last of the bad alone");
    files.put("aclImdb/train/neg/unnumbered.txt", "without a number");
    try (Examples examples = TestFiles.open(grouped(archive("a.tar.gz", files), "neighbours"))) {
      Map<String, Long> groups = groups(examples);
      assertThat(groups.get("last of the first"))
          .isEqualTo(groups.get("last bad one of the first"))
          .isEqualTo(groups.get("bad one"))
          .isEqualTo(groups.get("good one"));
      assertThat(groups.get("first of the second"))
          .isEqualTo(groups.get("first bad one of the second"))
          .isNotEqualTo(groups.get("bad one"));
      assertThat(groups.get("last of the last")).isEqualTo(groups.get("last bad one of the last"));
      assertThat(groups.get("first of the bad alone"))
          .isNotEqualTo(groups.get("last bad one of the last"))
          .isNotEqualTo(groups.get("last of the bad alone"));
      assertThat(groups.get("nice")).isNull();
      assertThat(examples.rejected().byReason()).isEqualTo(Map.of("blank_group", 1L));
    }
  }

  @Test
  void neighboursOfTestReviewsAreNotKnown() throws IOException {
    DataSpec spec = grouped(archive("a.tar.gz", reviews()), "neighbours");
    DataSpec all = spec.withSplit(new SplitSpec(0.6, 0.2, 0.2, false, spec.split().group()));
    assertThatThrownBy(() -> TestFiles.open(all))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must go with split.ownTest")
        .hasMessageContaining("Received: ownTest = false");
  }

  @Test
  void anotherWordIsRefused() throws IOException {
    String path = archive("a.tar.gz", reviews());
    assertThatThrownBy(() -> TestFiles.open(grouped(path, "film")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.group must be movie or neighbours for reviews that are files. Received: film (%s)",
            path);
  }

  @Test
  void aListThatIsNotTextIsRefused() throws IOException {
    TestFiles.write(folder, "files/aclImdb/train/pos/0_9.txt", "good");
    String list = "files/aclImdb/train/urls_pos.txt";
    TestFiles.write(folder, list, new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> TestFiles.open(grouped(folder + "/files/aclImdb", "movie")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("a list of movies must be UTF-8 of at most 10000000 bytes.")
        .hasMessageContaining("Received: other bytes");
    TestFiles.write(folder, list, ONE.repeat(100));
    DataSpec small =
        grouped(folder + "/files/aclImdb", "movie")
            .withFormat(new FormatSpec(true, java.util.List.of(), 1000, 0));
    assertThatThrownBy(() -> TestFiles.open(small))
        .hasMessageContaining("1000 bytes. Received: more");
  }

  private static Map<String, String> reviews() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("aclImdb/train/pos/0_9.txt", "good one");
    files.put("aclImdb/train/pos/1_8.txt", "good two");
    files.put("aclImdb/train/pos/2_8.txt", "fine two");
    files.put("aclImdb/train/neg/0_2.txt", "bad one");
    files.put("aclImdb/test/pos/0_7.txt", "nice");
    return files;
  }

  private static Map<String, String> lists() {
    return Map.of("aclImdb/train/urls_pos.txt", ONE + TWO + TWO, "aclImdb/train/urls_neg.txt", ONE);
  }

  private String archive(String name, Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry header = new TarArchiveEntry(file.getKey());
        header.setSize(text.length);
        tar.putArchiveEntry(header);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    }
    return TestFiles.write(folder, name, bytes.toByteArray());
  }

  private static DataSpec grouped(String path, String word) {
    DataSpec spec = TestFiles.lenient(SourceName.IMDB, path);
    return spec.withSplit(spec.split().withGroup(Optional.of(word)));
  }

  private static Map<String, Long> groups(Examples examples) {
    Map<String, Long> groups = new TreeMap<>();
    for (Row row : TestFiles.rows(examples)) {
      groups.put(row.getAs("text"), row.getAs("split_group"));
    }
    return groups;
  }
}
