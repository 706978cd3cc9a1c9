package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.trainer.random.Mix;

/** How a search divides rows that a split keeps together by group. */
class DivisionsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.StringType)
          .add("hash_high", DataTypes.LongType)
          .add("split", DataTypes.StringType)
          .add("split_group", DataTypes.LongType);

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void noGroupTrainsAndJudgesInAnyFoldOfAnyRepetition() throws IOException {
    Dataset<Row> rows = rows(40);
    Divisions divisions = Divisions.of(rows, search("type = folds, folds = 4, repeats = 2"));
    for (int part = 0; part < 8; part++) {
      Dataset<Row> divided = divisions.part(part);
      assertThat(onTwoSides(divided)).as("part %d", part).isZero();
      assertThat(divided.filter("split = 'validation'").count())
          .as("part %d", part)
          .isBetween(50L, 70L);
    }
    assertThat(judges(divisions.part(0))).isNotEqualTo(judges(divisions.part(4)));
    assertThat(judges(Divisions.of(rows.repartition(5), search("type = folds, folds = 4")).part(0)))
        .isEqualTo(judges(divisions.part(0)));
  }

  @Test
  void outerFoldsOfANestedSearchShareNoGroupWithItsOwn() throws IOException {
    SearchSpec search = search("type = nested, folds = 3, outerFolds = 4");
    for (Divisions.Outer outer : Divisions.outers(rows(40), search)) {
      assertThat(onTwoSides(outer.rows())).isZero();
      List<Long> outside = groups(outer.rows().filter("split = 'test'"));
      for (int part = 0; part < 3; part++) {
        Dataset<Row> inner = outer.inner().part(part);
        assertThat(onTwoSides(inner)).isZero();
        assertThat(groups(inner)).doesNotContainAnyElementsOf(outside);
      }
    }
  }

  @Test
  void withoutGroupsTheFoldsAreByContent() throws IOException {
    Divisions divisions =
        Divisions.of(rows(40).drop("split_group"), search("type = folds, folds = 4"));
    assertThat(divisions.part(0).filter("split = 'validation'").count()).isEqualTo(60);
  }

  @Test
  void fewerGroupsThanFoldsAreRefused() throws IOException {
    SearchSpec search = search("type = folds, folds = 4");
    assertThatThrownBy(() -> Divisions.of(rows(3), search))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.group must have at least one group for each of the 4 parts that rows are divided into. Received: 3 groups");
  }

  @Test
  void aClassThatIsInOneGroupAloneCannotBeLearned() throws IOException {
    Dataset<Row> rows =
        rows(40)
            .withColumn(
                "label",
                org.apache
                    .spark
                    .sql
                    .functions
                    .when(col("split_group").equalTo(3), "c")
                    .otherwise(col("label")));
    SearchSpec search = search("type = folds, folds = 4");
    assertThatThrownBy(() -> Divisions.of(rows, search))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "class \"c\" must be in groups of at least two folds; another search.seed deals groups otherwise. Received: all its rows in one fold");
  }

  /** 240 rows of so many groups. */
  private static Dataset<Row> rows(int groups) {
    List<Row> rows = new ArrayList<>();
    for (long row = 0; row < 240; row++) {
      String label = Mix.mix64(row) % 3 == 0 ? "b" : "a";
      rows.add(RowFactory.create(label, Mix.mix64(row), "train", row % groups));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  private SearchSpec search(String judge) throws IOException {
    Path job =
        Files.writeString(
            folder.resolve("job.conf"),
            """
            data { source = csv, path = "x.csv", split { group = who } }
            search {
              space = [{ key = training.optimizer.learningRate, from = 0.1, to = 1 }]
              judge { %s }
            }
            """
                .formatted(judge));
    return JobReader.read(job, List.of()).search().orElseThrow();
  }

  private static long onTwoSides(Dataset<Row> divided) {
    return divided
        .groupBy("split_group")
        .agg(countDistinct("split").alias("sides"))
        .filter(col("sides").gt(1))
        .count();
  }

  private static List<Long> judges(Dataset<Row> divided) {
    return groups(divided.filter("split = 'validation'"));
  }

  private static List<Long> groups(Dataset<Row> rows) {
    return rows.select("split_group").distinct().collectAsList().stream()
        .map(row -> row.getLong(0))
        .sorted()
        .toList();
  }
}
