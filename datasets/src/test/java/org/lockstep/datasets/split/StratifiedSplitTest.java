package org.lockstep.datasets.split;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.TestSpark;
import org.lockstep.datasets.check.DataException;
import org.lockstep.trainer.random.Mix;

class StratifiedSplitTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("part", DataTypes.StringType)
          .add("label", DataTypes.StringType)
          .add("hash_high", DataTypes.LongType);

  private static final List<String> LABELS = List.of("a", "b", "c");
  private static final SplitSpec STANDARD = SplitSpec.standard();

  @Test
  void countsAreExactWithinEveryClass() {
    List<Row> rows = rows(9178, 3099, 2363);
    Dataset<Row> split = StratifiedSplit.assign(frame(rows, 3), LABELS, STANDARD, 1);
    assertThat(counts(split))
        .isEqualTo(
            Map.of(
                "a train",
                5507L,
                "a validation",
                1836L,
                "a test",
                1835L,
                "b train",
                1859L,
                "b validation",
                620L,
                "b test",
                620L,
                "c train",
                1418L,
                "c validation",
                472L,
                "c test",
                473L));
  }

  @Test
  void neitherOrderNorPartitionsChangeIt() {
    List<Row> rows = rows(300, 200, 100);
    Map<Long, String> expected = byId(StratifiedSplit.assign(frame(rows, 1), LABELS, STANDARD, 5));
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    assertThat(byId(StratifiedSplit.assign(frame(shuffled, 7), LABELS, STANDARD, 5)))
        .isEqualTo(expected);
    assertThat(byId(StratifiedSplit.assign(frame(rows, 1), LABELS, STANDARD, 6)))
        .isNotEqualTo(expected);
  }

  @Test
  void equalRowsNeverStraddleAndTheCountsStayExact() {
    for (long seed = 0; seed < 5; seed++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        int copies = i % 4 == 0 ? 3 : 1; // 100 triples, 300 single rows
        for (int copy = 0; copy < copies; copy++) {
          rows.add(RowFactory.create((long) rows.size(), null, "a", Mix.mix64(i)));
        }
      }
      rows.addAll(rows(0, 50, 0));
      Dataset<Row> split =
          StratifiedSplit.assign(frame(rows, 4), List.of("a", "b"), STANDARD, seed);
      assertThat(
              split
                  .groupBy("hash_high")
                  .agg(org.apache.spark.sql.functions.countDistinct("split").alias("n"))
                  .filter(col("n").gt(1))
                  .count())
          .as("seed %d", seed)
          .isZero();
      assertThat(counts(split))
          .as("seed %d", seed)
          .containsEntry("a train", 360L)
          .containsEntry("a validation", 120L)
          .containsEntry("a test", 120L);
    }
  }

  /**
   * 40 rows of a class that are 7 different ones: 24 : 8 : 8 takes four groups, one, and one, and
   * the last fits nowhere. Without equal rows on both sides no dealing is much better.
   */
  @Test
  void groupsOfEqualRowsThatFitNowhereGoToTheLastSplit() {
    for (long seed = 0; seed < 3; seed++) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String label = i % 2 == 0 ? "a" : "b";
        rows.add(RowFactory.create((long) i, null, label, Mix.mix64(i % 14)));
      }
      Map<String, Long> counts =
          counts(StratifiedSplit.assign(frame(rows, 3), List.of("a", "b"), STANDARD, seed));
      for (String label : List.of("a", "b")) {
        assertThat(counts.get(label + " train")).as("seed %d", seed).isBetween(22L, 24L);
        assertThat(counts.get(label + " validation")).as("seed %d", seed).isBetween(5L, 6L);
        assertThat(counts.get(label + " test")).as("seed %d", seed).isBetween(10L, 12L);
      }
    }
  }

  @Test
  void theDatasOwnTestSetIsHonoured() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String part = i < 100 ? "train" : "test";
      rows.add(RowFactory.create((long) i, part, i % 2 == 0 ? "a" : "b", Mix.mix64(i)));
    }
    SplitSpec own = new SplitSpec(0.6, 0.2, 0.2, true);
    Dataset<Row> split = StratifiedSplit.assign(frame(rows, 3), List.of("a", "b"), own, 1);
    assertThat(split.filter("split = 'test'").count()).isEqualTo(100);
    assertThat(split.filter("split = 'test' and part <> 'test'").count()).isZero();
    // 50 rows a class at 3 : 1 are 37.5 : 12.5; the two ties go one way each
    assertThat(split.filter("split = 'train'").count()).isEqualTo(75);
    assertThat(split.filter("split = 'validation'").count()).isEqualTo(25);
    assertThatThrownBy(() -> StratifiedSplit.assign(frame(rows(9, 9, 9), 1), LABELS, own, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ownTest");
  }

  @Test
  void withoutLabelsAllRowsAreOneStratum() {
    Dataset<Row> rows = frame(rows(1001, 0, 0), 3).drop("label");
    Dataset<Row> split =
        StratifiedSplit.assign(rows, List.of(), new SplitSpec(0.7, 0, 0.3, false), 1);
    assertThat(split.filter("split = 'train'").count()).isEqualTo(701);
    assertThat(split.filter("split = 'test'").count()).isEqualTo(300);
    assertThat(split.columns()).containsExactly("id", "part", "hash_high", "split");
  }

  @Test
  void oneClassOrAClassWithFewerRowsThanSplitsIsAnError() {
    assertThatThrownBy(
            () -> StratifiedSplit.assign(frame(rows(30, 0, 0), 1), List.of("a"), STANDARD, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least two classes")
        .hasMessageContaining("[a]");
    assertThatThrownBy(() -> StratifiedSplit.assign(frame(rows(30, 30, 2), 1), LABELS, STANDARD, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("class \"c\"")
        .hasMessageContaining("3 splits")
        .hasMessageContaining("2 rows");
    assertThatThrownBy(() -> StratifiedSplit.assign(frame(rows(30, 30, 0), 1), LABELS, STANDARD, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 rows");
  }

  @Test
  void sharesThatDoNotAddUpAreRefused() {
    assertThatThrownBy(() -> new SplitSpec(0.6, 0.2, 0.3, false))
        .hasMessageContaining("must be 1. Received: 0.6 + 0.2 + 0.3");
    assertThatThrownBy(() -> new SplitSpec(0, 0.5, 0.5, false)).hasMessageContaining("train");
    assertThatThrownBy(() -> new SplitSpec(1.2, -0.2, 0, false))
        .hasMessageContaining("between 0 and 1");
  }

  private static List<Row> rows(int a, int b, int c) {
    List<Row> rows = new ArrayList<>();
    int[] counts = {a, b, c};
    for (int label = 0; label < 3; label++) {
      for (int i = 0; i < counts[label]; i++) {
        long id = rows.size();
        rows.add(RowFactory.create(id, null, LABELS.get(label), Mix.mix64(id + 1_000_000)));
      }
    }
    return rows;
  }

  private static Dataset<Row> frame(List<Row> rows, int partitions) {
    return TestSpark.session()
        .createDataFrame(rows, SCHEMA)
        .repartition(partitions)
        .localCheckpoint();
  }

  private static Map<Long, String> byId(Dataset<Row> split) {
    Map<Long, String> byId = new TreeMap<>();
    split
        .select("id", "split")
        .collectAsList()
        .forEach(row -> byId.put(row.getLong(0), row.getString(1)));
    return byId;
  }

  private static Map<String, Long> counts(Dataset<Row> split) {
    Map<String, Long> counts = new TreeMap<>();
    split
        .groupBy("label", "split")
        .count()
        .collectAsList()
        .forEach(row -> counts.put(row.getString(0) + " " + row.getString(1), row.getLong(2)));
    return counts;
  }
}
