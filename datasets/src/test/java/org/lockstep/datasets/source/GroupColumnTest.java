package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.TestSpark;
import org.lockstep.datasets.check.DataException;

/** The column whose equal values no split divides. */
class GroupColumnTest {
  private static final String CSV = "text,label,who\na,x,ann\nb,y, bob \nc,x,ann\nd,y,\ne,x,bob\n";

  @TempDir Path folder;

  @Test
  void rowsOfAGroupHaveOneValueInEveryFormat() throws IOException {
    String csv = TestFiles.write(folder, "t.csv", CSV);
    String tsv = TestFiles.write(folder, "t.tsv", CSV.replace(',', '\t'));
    String json =
        TestFiles.write(
            folder,
            "t.jsonl",
            """
            {"text":"a","label":"x","who":"ann"}
            {"text":"b","label":"y","who":"bob"}
            {"text":"c","label":"x","who":"ann"}
            {"text":"d","label":"y","who":null}
            {"text":"e","label":"x","who":"bob"}
            """);
    List<Long> expected = groups(SourceName.CSV, csv);
    assertThat(expected).hasSize(4);
    assertThat(expected.get(0)).isEqualTo(expected.get(2)).isNotEqualTo(expected.get(1));
    assertThat(expected.get(1)).isEqualTo(expected.get(3));
    assertThat(groups(SourceName.TSV, tsv)).isEqualTo(expected);
    assertThat(groups(SourceName.JSONL, json)).isEqualTo(expected);
    assertThat(groups(SourceName.PARQUET, parquet())).isEqualTo(expected);
  }

  @Test
  void aRowWithoutAGroupIsRejected() throws IOException {
    DataSpec spec = TestFiles.lenient(SourceName.CSV, TestFiles.write(folder, "t.csv", CSV));
    try (Examples examples = TestFiles.open(grouped(spec, "who"))) {
      assertThat(examples.rejected().byReason()).isEqualTo(Map.of("blank_group", 1L));
      assertThat(examples.rejected().first().get(0).column()).isEqualTo("who");
    }
    assertThatThrownBy(() -> TestFiles.open(grouped(spec, "who").withMaxRejected(0.1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("blank_group");
  }

  @Test
  void theGroupIsNoContentOfTheRow() throws IOException {
    String path = TestFiles.write(folder, "t.csv", CSV.replace("d,y,\n", ""));
    DataSpec spec = TestFiles.lenient(SourceName.CSV, path);
    try (Examples with = TestFiles.open(grouped(spec, "who"));
        Examples without = TestFiles.open(spec)) {
      assertThat(without.rows().columns()).doesNotContain("split_group");
      assertThat(with.rows().drop("split_group").orderBy("record").collectAsList())
          .isEqualTo(without.rows().orderBy("record").collectAsList());
    }
  }

  @Test
  void theWeightStandsBeforeTheGroup() throws IOException {
    String path = TestFiles.write(folder, "t.csv", "who,sure,text,label\nann,0.5,a,x\nbob,2,b,y\n");
    DataSpec spec = TestFiles.lenient(SourceName.CSV, path);
    DataSpec weighted = spec.withColumns(spec.columns().withWeight(Optional.of("sure")));
    try (Examples examples = TestFiles.open(grouped(weighted, "who"))) {
      assertThat(TestFiles.rows(examples))
          .extracting(row -> row.<Double>getAs("weight"))
          .containsExactly(0.5, 2.0);
      assertThat(examples.rows().select("split_group").distinct().count()).isEqualTo(2);
    }
  }

  @Test
  void aColumnThatIsNotThereOrIsReadAlreadyIsRefused() throws IOException {
    DataSpec spec = TestFiles.lenient(SourceName.CSV, TestFiles.write(folder, "t.csv", CSV));
    assertThatThrownBy(() -> TestFiles.open(grouped(spec, "whoo")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Received: whoo; nearest: who");
    assertThatThrownBy(() -> grouped(spec, "label"))
        .hasMessage(
            "data.split.group must be a column that is not read for anything else. Received: label");
  }

  @Test
  void sourcesWithoutColumnsAndGeneratedRowsHaveNoGroups() {
    DataSpec vectors = Presets.of(SourceName.LIBSVM, Optional.of("x.libsvm"));
    assertThatThrownBy(() -> grouped(vectors, "who"))
        .hasMessage(
            "data.split.group must be left out for source = libsvm, whose rows have no columns. Received: who");
    DataSpec tweets =
        Presets.of(SourceName.AIRLINE, Optional.empty())
            .withWhenMissing(DataSpec.WhenMissing.GENERATE);
    assertThatThrownBy(() -> grouped(tweets, "name"))
        .hasMessage("data.whenMissing = generate must go without data.split.group. Received: name");
  }

  private List<Long> groups(SourceName source, String path) {
    try (Examples examples = TestFiles.open(grouped(TestFiles.lenient(source, path), "who"))) {
      return examples.rows().orderBy("text").select("split_group").collectAsList().stream()
          .map(row -> row.getLong(0))
          .toList();
    }
  }

  private String parquet() {
    StructType schema =
        new StructType()
            .add("text", DataTypes.StringType)
            .add("label", DataTypes.StringType)
            .add("who", DataTypes.StringType);
    String path = folder + "/t.parquet";
    TestSpark.session()
        .createDataFrame(
            List.of(
                RowFactory.create("a", "x", "ann"),
                RowFactory.create("b", "y", "bob"),
                RowFactory.create("c", "x", "ann"),
                RowFactory.create("d", "y", null),
                RowFactory.create("e", "x", "bob")),
            schema)
        .write()
        .parquet(path);
    return path;
  }

  private static DataSpec grouped(DataSpec spec, String column) {
    return spec.withSplit(spec.split().withGroup(Optional.of(column)));
  }
}
