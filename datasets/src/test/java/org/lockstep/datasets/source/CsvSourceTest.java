package org.lockstep.datasets.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.datasets.source.ColumnSpec.Blanks;

class CsvSourceTest {
  @TempDir Path folder;

  @Test
  void cellsKeepNewlinesCommasQuotesAndSurroundingBlanks() throws IOException {
    String path =
        TestFiles.write(
            folder,
            "a.csv",
            "\ufeffid,text,label\r\n1,\" two\nlines, \"\"quoted\"\"\",x\r\n2,5\" tv ✈,y\r\n");
    try (Examples examples = TestFiles.open(TestFiles.lenient(SourceName.CSV, path))) {
      List<Row> rows = TestFiles.rows(examples);
      assertThat(rows)
          .extracting(row -> row.<String>getAs("text"))
          .containsExactly(" two\nlines, \"quoted\"", "5\" tv ✈");
      assertThat(rows).extracting(row -> row.<String>getAs("label")).containsExactly("x", "y");
      assertThat(rows).extracting(row -> row.<Long>getAs("record")).containsExactly(1L, 2L);
      assertThat(examples.labels()).containsExactly("x", "y");
      assertThat(examples.rejected().byReason()).isEmpty();
      assertThat(examples.origin()).isEqualTo(path);
    }
  }

  @Test
  void eachBadRowIsCountedUnderItsReasonAndNamed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("text,label\nfine,a\n".getBytes(ISO_8859_1));
    bytes.writeBytes("caf\u00e9,a\n".getBytes(ISO_8859_1)); // 2: a lone byte E9
    bytes.writeBytes("one,two,three\n".getBytes(ISO_8859_1)); // 3
    bytes.writeBytes("\"  \n \",a\n".getBytes(ISO_8859_1)); // 4, two lines
    bytes.writeBytes("no label, \n".getBytes(ISO_8859_1)); // 5
    bytes.writeBytes("\"a\"b,a\n".getBytes(ISO_8859_1)); // 6
    bytes.writeBytes(("x".repeat(600) + ",a\n").getBytes(ISO_8859_1)); // 7
    bytes.writeBytes("\u001b[31mred,wrong\n".getBytes(ISO_8859_1)); // 8
    bytes.writeBytes("also fine,b".getBytes(ISO_8859_1)); // 9
    String path = TestFiles.write(folder, "bad.csv", bytes.toByteArray());
    DataSpec spec =
        TestFiles.lenient(SourceName.CSV, path)
            .withLabels(List.of("a", "b"))
            .withFormat(new FormatSpec(true, List.of(), 500, 0));
    try (Examples examples = TestFiles.open(spec)) {
      RejectedRows rejected = examples.rejected();
      assertThat(rejected.byReason())
          .isEqualTo(
              Map.of(
                  "invalid_utf8",
                  1L,
                  "ragged_row",
                  1L,
                  "empty_text",
                  1L,
                  "blank_label",
                  1L,
                  "malformed_quotes",
                  1L,
                  "cell_too_long",
                  1L,
                  "unknown_label",
                  1L));
      assertThat(rejected.read()).isEqualTo(9);
      assertThat(rejected.used()).isEqualTo(2);
      assertThat(rejected.first())
          .extracting(RejectedRows.Example::record)
          .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
      assertThat(rejected.first().get(0))
          .isEqualTo(new RejectedRows.Example(path, 2, 3, "invalid_utf8", "text", "caf\\xe9"));
      assertThat(rejected.first().get(3).line()).isEqualTo(7);
      assertThat(rejected.first().get(6).value()).isEqualTo("wrong");
      assertThat(TestFiles.rows(examples))
          .extracting(row -> row.<Long>getAs("record"))
          .containsExactly(1L, 9L);
    }
  }

  @Test
  void moreBadRowsThanAllowedStopTheJobWithReasonsAndExamples() throws IOException {
    String path = TestFiles.write(folder, "bad.csv", "text,label\na,x\nb,\nc,y\nd,y\n");
    assertThatThrownBy(
            () -> TestFiles.open(TestFiles.lenient(SourceName.CSV, path).withMaxRejected(0.2)))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(DataException.Kind.BAD_DATA))
        .hasMessageContaining("at most 20%")
        .hasMessageContaining("1 of 4 rows, blank_label 1")
        .hasMessageContaining("record 2 (line 3)")
        .hasMessageContaining("column label");
    try (Examples examples =
        TestFiles.open(TestFiles.lenient(SourceName.CSV, path).withMaxRejected(0.25))) {
      assertThat(examples.rejected().rejected()).isEqualTo(1);
    }
  }

  @Test
  void tablesHaveNumbersAndCategoriesInTheOrderOfTheSpec() throws IOException {
    String path =
        TestFiles.write(
            folder,
            "t.csv",
            "city,b,a,price\nRome,1e2, 2 ,300000\n,,3,100000\nOslo,NaN,1,2\nOslo,x,1,2\nOslo,1,1,\n");
    DataSpec spec = table(path, Blanks.KEEP);
    try (Examples examples = TestFiles.open(spec)) {
      List<Row> rows = TestFiles.rows(examples);
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).getList(rows.get(0).fieldIndex("numeric")))
          .isEqualTo(List.of(2.0, 100.0));
      assertThat(rows.get(1).getList(rows.get(1).fieldIndex("numeric")))
          .isEqualTo(List.of(3.0, Double.NaN));
      assertThat(rows.get(1).getList(rows.get(1).fieldIndex("categorical")))
          .isEqualTo(Arrays.asList((Object) null));
      assertThat(rows.get(0).<Double>getAs("target")).isEqualTo(300000 * 1e-5);
      assertThat(examples.kind()).isEqualTo(Examples.Kind.TABLE);
      assertThat(examples.labels()).isEmpty();
      assertThat(examples.rejected().byReason())
          .isEqualTo(Map.of("not_finite", 1L, "not_a_number", 1L, "blank_target", 1L));
    }
    try (Examples examples = TestFiles.open(table(path, Blanks.DROP))) {
      assertThat(examples.rejected().byReason()).containsEntry("blank_value", 1L);
    }
  }

  @Test
  void withoutAHeaderColumnsAreNumberedOrNamed() throws IOException {
    byte[] tsv = "hello\tx\nbye\ty\n".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(tsv);
    }
    String path = TestFiles.write(folder, "t.tsv.gz", packed.toByteArray());
    int limit = FormatSpec.DEFAULT_MAX_CELL_BYTES;
    DataSpec numbered =
        TestFiles.lenient(SourceName.TSV, path)
            .withFormat(new FormatSpec(false, List.of(), limit, 0))
            .withColumns(ColumnSpec.text("c0", "c1"));
    DataSpec named =
        TestFiles.lenient(SourceName.TSV, path)
            .withFormat(new FormatSpec(false, List.of("text", "label"), limit, 0));
    for (DataSpec spec : List.of(numbered, named)) {
      try (Examples examples = TestFiles.open(spec)) {
        assertThat(TestFiles.rows(examples))
            .extracting(row -> row.<String>getAs("text"))
            .containsExactly("hello", "bye");
      }
    }
  }

  @Test
  void aTruncatedGzipFileIsBadData() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("text,label\na,b\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    String path = TestFiles.write(folder, "t.csv.gz", half);
    assertThatThrownBy(() -> TestFiles.open(TestFiles.lenient(SourceName.CSV, path)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("t.csv.gz");
  }

  @Test
  void wrongColumnsAreNamedWithTheNearest() throws IOException {
    String path = TestFiles.write(folder, "t.csv", "Text,labels\na,b\n");
    assertThatThrownBy(
            () ->
                TestFiles.open(
                    TestFiles.lenient(SourceName.CSV, path)
                        .withColumns(ColumnSpec.text("Text", "label"))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column must be one of [Text, labels]. Received: label; nearest: labels (%s)", path);
  }

  @Test
  void theAirlineHeaderIsCheckedExactly() throws IOException {
    String header = String.join(",", Presets.AIRLINE_HEADER).replace(",name,", ",nome,");
    String path = TestFiles.write(folder, "Tweets.csv", header + "\n");
    assertThatThrownBy(() -> TestFiles.open(TestFiles.lenient(SourceName.AIRLINE, path)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 8 must be name, came nome");
  }

  @Test
  void filesOfOneDataSetMustAgreeOnTheirHeader() throws IOException {
    TestFiles.write(folder, "d/1.csv", "text,label\na,x\n");
    TestFiles.write(folder, "d/2.csv", "label,text\nx,a\n");
    TestFiles.write(folder, "d/_SUCCESS", "");
    assertThatThrownBy(
            () -> TestFiles.open(TestFiles.lenient(SourceName.CSV, folder.resolve("d").toString())))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("same header")
        .hasMessageContaining("2.csv");
    Files.delete(folder.resolve("d/2.csv"));
    TestFiles.write(folder, "d/3.csv", "text,label\nb,y\n");
    try (Examples examples =
        TestFiles.open(TestFiles.lenient(SourceName.CSV, folder.resolve("d") + "/*.csv"))) {
      assertThat(examples.rejected().read()).isEqualTo(2);
    }
  }

  @Test
  void emptyDataIsAnErrorInEveryForm() throws IOException {
    String nothing = TestFiles.write(folder, "nothing.csv", "");
    String header = TestFiles.write(folder, "header.csv", "text,label\n");
    String rejected = TestFiles.write(folder, "rejected.csv", "text,label\n,a\n");
    for (String path : List.of(nothing, header, rejected)) {
      assertThatThrownBy(() -> TestFiles.open(TestFiles.lenient(SourceName.CSV, path)))
          .isInstanceOfSatisfying(
              DataException.class, e -> assertThat(e.kind()).isEqualTo(DataException.Kind.BAD_DATA))
          .hasMessageContaining("at least one")
          .hasMessageContaining(path);
    }
  }

  @Test
  void unlabelledRowsHaveNeitherLabelNorTarget() throws IOException {
    String path = TestFiles.write(folder, "t.csv", "text\nhello\n");
    DataSpec spec = TestFiles.lenient(SourceName.CSV, path);
    try (Examples examples = TestFiles.open(spec.withColumns(spec.columns().unlabelled()))) {
      assertThat(examples.rows().columns()).doesNotContain("label", "target");
      assertThat(examples.rows().count()).isEqualTo(1);
    }
  }

  @Test
  void aZeroToDivideByIsCountedWhereBlanksDropTheRow() throws IOException {
    String path = TestFiles.write(folder, "t.csv", "a,b,city,price\n1,2,x,3\n1,0,y,3\n");
    DataSpec drop = table(path, Blanks.DROP);
    ColumnSpec columns = drop.columns();
    DataSpec divided =
        drop.withColumns(
            new ColumnSpec(
                columns.text(),
                columns.numeric(),
                columns.categorical(),
                columns.label(),
                columns.target(),
                columns.blanks(),
                List.of("b"),
                Optional.empty()));
    try (Examples examples = TestFiles.open(divided)) {
      assertThat(examples.rejected().byReason()).containsExactly(Map.entry("zero_divisor", 1L));
      assertThat(examples.rejected().first().get(0).column()).isEqualTo("b");
    }
    try (Examples examples = TestFiles.open(drop)) {
      assertThat(examples.rejected().rejected()).isZero();
    }
  }

  @Test
  void aColumnSaysHowMuchARowCounts() throws IOException {
    String path =
        TestFiles.write(
            folder,
            "t.csv",
            "text,label,sure\na,x,0.25\nb,y, 2 \nc,x,0\nd,x,\ne,x,-1\nf,y,much\ng,x,1e39\nh,y,NaN\n");
    DataSpec spec = TestFiles.lenient(SourceName.CSV, path);
    DataSpec weighted = spec.withColumns(spec.columns().withWeight(Optional.of("sure")));
    try (Examples examples = TestFiles.open(weighted)) {
      assertThat(
              examples.rows().orderBy("record").select("text", "label", "weight").collectAsList())
          .extracting(Row::toString)
          .containsExactly("[a,x,0.25]", "[b,y,2.0]", "[c,x,0.0]");
      assertThat(examples.rejected().byReason())
          .containsExactly(
              Map.entry("blank_weight", 1L),
              Map.entry("negative_weight", 1L),
              Map.entry("not_a_number", 1L),
              Map.entry("not_finite", 2L));
      assertThat(examples.rejected().first()).allMatch(row -> row.column().equals("sure"));
    }
    try (Examples examples = TestFiles.open(spec)) {
      assertThat(examples.rows().filter("weight != 1").count()).isZero();
    }
  }

  @Test
  void theWeightIsAColumnOfItsOwn() throws IOException {
    String path = TestFiles.write(folder, "t.csv", "text,label\na,x\n");
    DataSpec spec = TestFiles.lenient(SourceName.CSV, path);
    assertThatThrownBy(() -> spec.columns().withWeight(Optional.of("label")))
        .hasMessage("a column must be used once. Received: label, twice");
    assertThatThrownBy(
            () -> TestFiles.open(spec.withColumns(spec.columns().withWeight(Optional.of("lable")))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Received: lable; nearest: label");
  }

  private static DataSpec table(String path, Blanks blanks) {
    return TestFiles.lenient(SourceName.CSV, path)
        .withColumns(
            new ColumnSpec(
                Optional.empty(),
                List.of("a", "b"),
                List.of("city"),
                Optional.empty(),
                Optional.of(new TargetSpec("price", 1e-5)),
                blanks));
  }
}
