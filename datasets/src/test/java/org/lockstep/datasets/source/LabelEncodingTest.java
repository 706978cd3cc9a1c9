package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.ColumnSpec.Blanks;

/** What a row tells, in every way of writing it, and what is wrong with the others. */
class LabelEncodingTest {

  @TempDir private Path folder;

  @Test
  void listsOfSeveralColumnsAreOneSet() throws IOException {
    String path =
        TestFiles.write(
            folder,
            "t.csv",
            "text,kind,reason\nx,bad,late| rude |late\ny,good,\nz,,\nw,bad,strange\n");
    DataSpec spec =
        spec(path, LabelEncoding.LIST, "kind", "reason")
            .withLabels(List.of("good", "bad", "late", "rude"));
    try (Examples examples = TestFiles.open(spec)) {
      assertThat(sets(examples))
          .containsExactly(List.of("bad", "late", "rude"), List.of("good"), List.of());
      assertThat(examples.rejected().byReason()).containsExactly(Map.entry("unknown_label", 1L));
      RejectedRows.Example first = examples.rejected().first().get(0);
      assertThat(first.column()).isEqualTo("reason");
      assertThat(first.value()).isEqualTo("strange");
      assertThat(first.record()).isEqualTo(4);
      List<List<Double>> targets =
          examples
              .rows()
              .select(ShardColumns.labelTargets("label_set", examples.labels()))
              .collectAsList()
              .stream()
              .map(row -> row.<Double>getList(0))
              .toList();
      assertThat(targets)
          .containsExactlyInAnyOrder(
              List.of(0.0, 1.0, 1.0, 1.0),
              List.of(1.0, 0.0, 0.0, 0.0),
              List.of(0.0, 0.0, 0.0, 0.0));
    }
  }

  @Test
  void labelsThatAreNotDeclaredAreFoundAndSorted() throws IOException {
    String path = TestFiles.write(folder, "t.csv", "text,kind,reason\nx,b;a,\ny,,c\nz,a,a;;b\n");
    DataSpec standard = spec(path, LabelEncoding.LIST, "kind", "reason");
    ColumnSpec columns = standard.columns();
    DataSpec spec =
        standard.withColumns(
            new ColumnSpec(
                columns.text(),
                List.of(),
                List.of(),
                Optional.of(new LabelSpec(LabelEncoding.LIST, List.of("kind", "reason"), ";")),
                Optional.empty(),
                Blanks.KEEP));
    try (Examples examples = TestFiles.open(spec)) {
      assertThat(examples.labels()).containsExactly("a", "b", "c");
      assertThat(sets(examples))
          .containsExactly(List.of("a", "b"), List.of("c"), List.of("a", "b"));
    }
  }

  @Test
  void columnsOfZeroAndOneAreASet() throws IOException {
    String path =
        TestFiles.write(
            folder, "t.csv", "text,b,a\nx,1,true\ny,0.0,0\nz,2,0\nw,,1\nv,0,1.0\nu,no,1\n");
    try (Examples examples =
        TestFiles.open(spec(path, LabelEncoding.COLUMNS, "b", "a").withMaxRejected(1))) {
      assertThat(examples.labels()).containsExactly("b", "a");
      assertThat(sets(examples)).containsExactly(List.of("a", "b"), List.of(), List.of("a"));
      assertThat(examples.rejected().byReason())
          .containsExactly(Map.entry("blank_label", 1L), Map.entry("not_0_or_1", 2L));
    }
  }

  @Test
  void oneHotColumnsAreAClassAndARowThatIsNotOneHotIsNamed() throws IOException {
    String path =
        TestFiles.write(
            folder, "t.csv", "text,b,a,c\nx,1,0,0\ny,0,0,1\nz,1,1,0\nw,0,0,0\nv,0.5,0,0\n");
    try (Examples examples = TestFiles.open(spec(path, LabelEncoding.ONE_HOT, "b", "a", "c"))) {
      assertThat(TestFiles.rows(examples).stream().map(row -> row.<String>getAs("label")))
          .containsExactly("b", "c");
      assertThat(examples.labels()).containsExactly("b", "a", "c");
      assertThat(examples.rejected().byReason())
          .containsExactly(Map.entry("not_0_or_1", 1L), Map.entry("not_one_hot", 2L));
      RejectedRows.Example two = examples.rejected().first().get(0);
      assertThat(two.file()).endsWith("t.csv");
      assertThat(two.record()).isEqualTo(3);
      assertThat(two.column()).isEqualTo("a");
      assertThat(two.value()).isEqualTo("a second 1");
      assertThat(examples.rejected().first().get(1).value()).isEqualTo("no 1");
    }
  }

  @Test
  void sharesAddUpToOne() throws IOException {
    String path =
        TestFiles.write(
            folder,
            "t.csv",
            "text,a,b\nx,0.25,0.75\ny,1,0\nz,0.6,0.6\nw,-0.5,1.5\nv,x,1\nu,0.3334,0.666\n");
    try (Examples examples = TestFiles.open(spec(path, LabelEncoding.DISTRIBUTION, "a", "b"))) {
      assertThat(
              TestFiles.rows(examples).stream()
                  .map(row -> row.<Double>getList(row.fieldIndex("target"))))
          .containsExactly(List.of(0.25, 0.75), List.of(1.0, 0.0), List.of(0.3334, 0.666));
      assertThat(examples.rejected().byReason())
          .containsExactly(Map.entry("not_a_number", 1L), Map.entry("not_a_share", 2L));
      assertThat(examples.rejected().first().get(0).value()).isEqualTo("shares that add up to 1.2");
    }
  }

  @Test
  void severalNumbersAreAnArray() throws IOException {
    String path = TestFiles.write(folder, "t.csv", "text,y,x\na,1,2\nb,3,\nc,inf,4\n");
    ColumnSpec columns =
        new ColumnSpec(
            Optional.of("text"),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(new TargetSpec(List.of("x", "y"), 0.5)),
            Blanks.KEEP);
    DataSpec spec = TestFiles.lenient(SourceName.CSV, path).withColumns(columns);
    try (Examples examples = TestFiles.open(spec)) {
      assertThat(
              TestFiles.rows(examples)
                  .get(0)
                  .<Double>getList(TestFiles.rows(examples).get(0).fieldIndex("target")))
          .containsExactly(1.0, 0.5);
      assertThat(examples.rejected().byReason())
          .containsExactly(Map.entry("blank_target", 1L), Map.entry("not_finite", 1L));
      assertThat(examples.rejected().first().get(0).column()).isEqualTo("x");
    }
  }

  @Test
  void theContentIsTheSetHoweverItIsWritten() throws IOException {
    String lists = TestFiles.write(folder, "l.csv", "text,l\nx,b|a\ny,\n");
    String columns = TestFiles.write(folder, "c.csv", "text,a,b\nx,1,1\ny,0,0\n");
    try (Examples one = TestFiles.open(spec(lists, LabelEncoding.LIST, "l"));
        Examples other = TestFiles.open(spec(columns, LabelEncoding.COLUMNS, "a", "b"))) {
      for (int row = 0; row < 2; row++) {
        assertThat(TestFiles.rows(one).get(row).<Long>getAs("hash_high"))
            .isEqualTo(TestFiles.rows(other).get(row).<Long>getAs("hash_high"));
      }
    }
  }

  @Test
  void anEncodingThatTheSourceCannotHaveIsRefused() {
    DataSpec imdb = Presets.of(SourceName.IMDB, Optional.empty());
    ColumnSpec columns =
        new ColumnSpec(
            Optional.of("review"),
            List.of(),
            List.of(),
            Optional.of(new LabelSpec(LabelEncoding.LIST, List.of("sentiment"), "|")),
            Optional.empty(),
            Blanks.KEEP);
    assertThatThrownBy(() -> imdb.withColumns(columns))
        .hasMessage("data.labelEncoding must be class for source = imdb. Received: list");
    DataSpec csv = spec("rows.csv", LabelEncoding.COLUMNS, "a", "b");
    assertThatThrownBy(() -> csv.withLabels(List.of("b", "a")))
        .hasMessage(
            "data.labels must be the columns [a, b] for labelEncoding = columns. Received: [b, a]");
    DataSpec airline = Presets.of(SourceName.AIRLINE, Optional.empty());
    assertThatThrownBy(
            () ->
                airline
                    .withWhenMissing(DataSpec.WhenMissing.GENERATE)
                    .withColumns(
                        new ColumnSpec(
                            Optional.of("text"),
                            List.of(),
                            List.of(),
                            Optional.of(
                                new LabelSpec(LabelEncoding.LIST, List.of("negativereason"), "|")),
                            Optional.empty(),
                            Blanks.KEEP)))
        .hasMessage(
            "data.whenMissing = generate must go with labelEncoding = class. Received: list");
  }

  private static DataSpec spec(String path, LabelEncoding encoding, String... columns) {
    LabelSpec label = new LabelSpec(encoding, List.of(columns), "|");
    ColumnSpec spec =
        new ColumnSpec(
            Optional.of("text"),
            List.of(),
            List.of(),
            Optional.of(label),
            Optional.empty(),
            Blanks.KEEP);
    DataSpec lenient = TestFiles.lenient(SourceName.CSV, path);
    return new DataSpec(
        lenient.source(),
        lenient.path(),
        lenient.format(),
        spec,
        encoding.hasColumnPerLabel() ? List.of(columns) : List.of(),
        lenient.task(),
        1,
        lenient.whenMissing(),
        lenient.split(),
        0);
  }

  private static List<List<String>> sets(Examples examples) {
    return TestFiles.rows(examples).stream()
        .map(row -> row.<String>getList(row.fieldIndex("label_set")))
        .toList();
  }
}
