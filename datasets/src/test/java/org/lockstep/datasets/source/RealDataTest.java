package org.lockstep.datasets.source;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.TestSpark;
import org.lockstep.datasets.split.SplitSpec;
import org.lockstep.datasets.split.StratifiedSplit;

/** The published data sets, where a folder of them is given. */
@EnabledIfEnvironmentVariable(named = "LOCKSTEP_DATA", matches = ".+")
class RealDataTest {
  @TempDir Path empty;

  @Test
  void airlineHasItsKnownCountsAndSplits() {
    try (Examples examples = open(SourceName.AIRLINE, 0.0)) {
      assertThat(counts(examples.rows(), "label"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("negative", 9178L, "neutral", 3099L, "positive", 2363L));
      Dataset<Row> split =
          StratifiedSplit.assign(
              examples.rows(),
              examples.labels(),
              Presets.of(SourceName.AIRLINE, Optional.empty()).split(),
              1);
      assertThat(counts(split, "split"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("train", 8784L, "validation", 2928L, "test", 2928L));
    }
  }

  @Test
  void imdbIsReadFromItsArchive() {
    try (Examples examples = open(SourceName.IMDB, 0.0)) {
      assertThat(counts(examples.rows(), "part"))
          .containsExactlyInAnyOrderEntriesOf(Map.of("train", 25000L, "test", 25000L));
      assertThat(counts(examples.rows(), "label"))
          .containsExactlyInAnyOrderEntriesOf(Map.of("negative", 25000L, "positive", 25000L));
      Dataset<Row> split =
          StratifiedSplit.assign(
              examples.rows(),
              examples.labels(),
              Presets.of(SourceName.IMDB, Optional.empty()).split(),
              1);
      assertThat(counts(split, "split"))
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("train", 20000L, "validation", 5000L, "test", 25000L));
    }
  }

  @Test
  void neighbouringReviewsAreOnOneSideAndShareTheClassesEvenly() {
    SplitSpec spec = new SplitSpec(0.7, 0.3, 0, true, Optional.of("neighbours"));
    DataSpec data =
        Presets.of(SourceName.IMDB, Optional.empty()).withMaxRejected(0).withSplit(spec);
    LookUp lookUp = new LookUp(Optional.of(System.getenv("LOCKSTEP_DATA")), empty, empty);
    try (Examples examples = Sources.open(TestSpark.session(), data, lookUp)) {
      Dataset<Row> split = StratifiedSplit.assign(examples.rows(), examples.labels(), spec, 1);
      Dataset<Row> grouped = split.filter("part = 'train'");
      assertThat(grouped.select("split_group").distinct().count()).isEqualTo(28);
      assertThat(grouped.select("split_group", "split").distinct().count()).isEqualTo(28);
      Map<String, Long> judging = counts(grouped.filter("split = 'validation'"), "label");
      assertThat(judging.get("negative")).isBetween(3600L, 3900L);
      assertThat(judging.get("positive")).isBetween(3600L, 3900L);
      assertThat(split.filter("split = 'test' and split_group is not null").count()).isZero();
    }
  }

  @Test
  void thePublishedFilesPassTheirContentChecks() {
    Path data = Path.of(System.getenv("LOCKSTEP_DATA"));
    PublishedCounts.verifyAirline(data.resolve("Tweets.csv"));
    PublishedCounts.verifyImdb(data.resolve("aclImdb_v1.tar.gz"));
  }

  @Test
  void housingHas207RowsWithBlanks() {
    try (Examples examples = open(SourceName.HOUSING, 0.02)) {
      assertThat(examples.rejected().read()).isEqualTo(20_640);
      assertThat(examples.rejected().byReason()).isEqualTo(Map.of("blank_value", 207L));
      Row first = examples.rows().filter(col("record").equalTo(1)).first();
      assertThat(first.getDouble(first.fieldIndex("target"))).isEqualTo(452600.0 * 1e-5);
      assertThat(first.getList(first.fieldIndex("numeric")))
          .isEqualTo(java.util.List.of(-122.23, 37.88, 41.0, 880.0, 129.0, 322.0, 126.0, 8.3252));
    }
  }

  @Test
  void digitsHave1797Rows() {
    try (Examples examples = open(SourceName.DIGITS, 0.0)) {
      assertThat(examples.rows().count()).isEqualTo(1797);
      assertThat(examples.labels())
          .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
      assertThat(counts(examples.rows(), "label")).hasSize(10);
    }
  }

  private Examples open(SourceName source, double maxRejected) {
    LookUp lookUp = new LookUp(Optional.of(System.getenv("LOCKSTEP_DATA")), empty, empty);
    return Sources.open(
        TestSpark.session(),
        Presets.of(source, Optional.empty()).withMaxRejected(maxRejected),
        lookUp);
  }

  private static Map<String, Long> counts(Dataset<Row> rows, String column) {
    Map<String, Long> counts = new TreeMap<>();
    rows.groupBy(column)
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }
}
