package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.TestSpark;

/** JSON lines, LIBSVM and Parquet. */
class OtherFormatsTest {
  @TempDir Path folder;

  @Test
  void jsonLinesGiveTheirMembers() throws IOException {
    String path =
        TestFiles.write(
            folder,
            "a.jsonl",
            """
            {"label":"x","text":"a \\"b\\"\\n✈","other":{"deep":[1,2]}}

            {"text":"c","label":3}
            {"text":"no label"}
            {"text":["a"],"label":"x"}
            {"text":"twice","text":"twice","label":"x"}
            {"text":"open","label":"x"
            {"text":"two","label":"x"} {}
            [1]
            """);
    try (Examples examples = TestFiles.open(TestFiles.lenient(SourceName.JSONL, path))) {
      assertThat(TestFiles.rows(examples))
          .extracting(row -> row.<String>getAs("text"))
          .containsExactly("a \"b\"\n✈", "c");
      assertThat(examples.labels()).containsExactly("3", "x");
      assertThat(examples.rejected().byReason())
          .isEqualTo(Map.of("blank_label", 1L, "not_a_scalar", 1L, "malformed_json", 4L));
      assertThat(examples.rejected().first().get(0).record()).isEqualTo(3);
      assertThat(examples.rejected().first().get(0).line()).isEqualTo(4);
    }
  }

  @Test
  void libsvmGivesSparseVectorsOfOneSize() throws IOException {
    String path =
        TestFiles.write(
            folder,
            "a.libsvm",
            """
            +1 1:0.5 3:2e0 # comment
            -1
            1.0 7:1
            -1 3:1 2:1
            -1 0:1
            -1 1:x
            -1 1:1e999
            -1 1
            """);
    try (Examples examples = TestFiles.open(TestFiles.lenient(SourceName.LIBSVM, path))) {
      List<Row> rows = TestFiles.rows(examples);
      assertThat(rows)
          .extracting(row -> row.<Vector>getAs("vector"))
          .containsExactly(
              Vectors.sparse(7, new int[] {0, 2}, new double[] {0.5, 2}),
              Vectors.sparse(7, new int[0], new double[0]),
              Vectors.sparse(7, new int[] {6}, new double[] {1}));
      assertThat(examples.labels()).containsExactly("-1", "1");
      assertThat(examples.kind()).isEqualTo(Examples.Kind.VECTOR);
      assertThat(examples.rejected().byReason())
          .isEqualTo(Map.of("malformed_vector", 3L, "not_a_number", 1L, "not_finite", 1L));
    }
  }

  @Test
  void aDeclaredVectorSizeBoundsTheIndices() throws IOException {
    String path = TestFiles.write(folder, "a.libsvm", "1 1:1\n0 3:1\n0 4:1\n");
    DataSpec spec =
        TestFiles.lenient(SourceName.LIBSVM, path)
            .withFormat(new FormatSpec(true, List.of(), 1000, 3));
    try (Examples examples = TestFiles.open(spec)) {
      assertThat(TestFiles.rows(examples).get(0).<Vector>getAs("vector").size()).isEqualTo(3);
      assertThat(examples.rejected().byReason()).isEqualTo(Map.of("malformed_vector", 1L));
    }
  }

  @Test
  void parquetRowsAreTheSameAsCsvRows() throws IOException {
    String csv = TestFiles.write(folder, "t.csv", "text,label\nhello ✈,2\nbye,10\n,2\n");
    String parquet = folder.resolve("t.parquet").toString();
    TestSpark.session()
        .sql(
            "select 'hello ✈' as text, 2 as label union all select 'bye', 10 union all select null, 2")
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(parquet);
    try (Examples a = TestFiles.open(TestFiles.lenient(SourceName.CSV, csv));
        Examples b = TestFiles.open(TestFiles.lenient(SourceName.PARQUET, parquet))) {
      assertThat(hashes(b)).isEqualTo(hashes(a));
      assertThat(a.labels()).containsExactly("2", "10");
      assertThat(b.labels()).containsExactly("2", "10");
      assertThat(b.rejected().byReason()).isEqualTo(Map.of("empty_text", 1L));
      assertThat(b.rejected().first().get(0).record()).isEqualTo(3);
    }
  }

  @Test
  void parquetBytesThatAreNotUtf8AreRejected() {
    String parquet = folder.resolve("bad.parquet").toString();
    TestSpark.session()
        .sql("select cast(x'61E962' as string) as text, 'a' as label union all select 'fine', 'a'")
        .write()
        .parquet(parquet);
    try (Examples examples = TestFiles.open(TestFiles.lenient(SourceName.PARQUET, parquet))) {
      assertThat(examples.rejected().byReason()).isEqualTo(Map.of("invalid_utf8", 1L));
    }
  }

  private static List<Long> hashes(Examples examples) {
    return TestFiles.rows(examples).stream().map(row -> row.<Long>getAs("hash_high")).toList();
  }
}
