package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.TestSpark;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.DataException.Kind;
import org.lockstep.datasets.source.DataSpec.WhenMissing;

class LookUpTest {
  @TempDir Path folder;

  @Test
  void theEnvironmentComesBeforeTheWorkingFolderAndTheCache() throws IOException {
    tweets("cache/Tweets.csv", "cache");
    assertThat(origin(lookUp(true))).endsWith("cache/Tweets.csv");
    tweets("work/data/Tweets.csv", "work");
    assertThat(origin(lookUp(true))).endsWith("work/data/Tweets.csv");
    tweets("env/Tweets.csv", "env");
    assertThat(origin(lookUp(true))).endsWith("env/Tweets.csv");
    assertThat(origin(lookUp(false))).endsWith("work/data/Tweets.csv");
  }

  @Test
  void missingDataNamesThePlacesAndTheCommand() {
    assertThatThrownBy(() -> open(Presets.of(SourceName.AIRLINE, Optional.empty()), lookUp(true)))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContaining(folder.resolve("env").toString())
        .hasMessageContaining(folder.resolve("work/data").toString())
        .hasMessageContaining(folder.resolve("cache").toString())
        .hasMessageContaining("lockstep data airline");
    assertThat(Kind.MISSING.exitCode()).isEqualTo(66);
    assertThat(Kind.BAD_DATA.exitCode()).isEqualTo(65);
  }

  @Test
  void aGivenPathThatIsMissingIsAnErrorEvenWhereRowsCouldBeGenerated() {
    DataSpec spec =
        Presets.of(SourceName.AIRLINE, Optional.of(folder.resolve("no.csv").toString()))
            .withWhenMissing(WhenMissing.GENERATE);
    assertThatThrownBy(() -> open(spec, lookUp(true)))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContaining("no.csv");
  }

  @Test
  void aFolderThatHoldsTheNamedFileWillDoAndAnEmptyOneWillNot() throws IOException {
    tweets("env/Tweets.csv", "env");
    String given = folder.resolve("env").toString();
    assertThat(open(Presets.of(SourceName.AIRLINE, Optional.of(given)), lookUp(false)))
        .endsWith("env/Tweets.csv");
    String empty = Files.createDirectory(folder.resolve("empty")).toString();
    assertThatThrownBy(() -> open(Presets.of(SourceName.CSV, Optional.of(empty)), lookUp(false)))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContaining("empty directory");
  }

  @Test
  void aSchemeThatNobodyServesIsNamed() {
    assertThatThrownBy(
            () -> open(Presets.of(SourceName.CSV, Optional.of("nosuch://a/b.csv")), lookUp(false)))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContaining("nosuch://a/b.csv");
  }

  @Test
  void noPermissionIsMissingInput() {
    assertThat(FileFailure.of("hdfs://n/x.csv", new AccessControlException("denied")))
        .hasValueSatisfying(
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.MISSING);
              assertThat(e)
                  .hasMessageContaining("read permission")
                  .hasMessageContaining("hdfs://n/x.csv");
            });
    assertThat(FileFailure.of("x", new IOException("connection reset"))).isEmpty();
  }

  @Test
  void generatedRowsTakeThePlaceOfMissingTweetsWhereTheJobSaysSo() {
    DataSpec spec =
        Presets.of(SourceName.AIRLINE, Optional.empty()).withWhenMissing(WhenMissing.GENERATE);
    try (Examples examples = Sources.open(TestSpark.session(), spec, lookUp(true))) {
      assertThat(examples.generated()).isTrue();
      assertThat(examples.origin()).isEqualTo("generated");
      assertThat(examples.labels()).containsExactly("negative", "neutral", "positive");
      assertThat(examples.rows().count()).isBetween(3000L, 4000L);
      assertThat(examples.rejected().rejected()).isZero();
    }
  }

  private LookUp lookUp(boolean environment) {
    return new LookUp(
        environment ? Optional.of(folder.resolve("env").toString()) : Optional.empty(),
        folder.resolve("work"),
        folder.resolve("cache"));
  }

  private String origin(LookUp lookUp) {
    return open(Presets.of(SourceName.AIRLINE, Optional.empty()), lookUp);
  }

  private static String open(DataSpec spec, LookUp lookUp) {
    try (Examples examples = Sources.open(TestSpark.session(), spec, lookUp)) {
      return examples.origin();
    }
  }

  private void tweets(String name, String text) throws IOException {
    String row = "1,neutral,1,,,X,,n,,0," + text + ",,,,\n";
    TestFiles.write(folder, name, String.join(",", Presets.AIRLINE_HEADER) + "\n" + row);
  }
}
