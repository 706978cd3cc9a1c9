package org.lockstep.datasets.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

class GroupedSplitTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("part", DataTypes.StringType)
          .add("label", DataTypes.StringType)
          .add("hash_high", DataTypes.LongType)
          .add("split_group", DataTypes.LongType);

  private static final List<String> LABELS = List.of("a", "b");
  private static final SplitSpec GROUPED = SplitSpec.standard().withGroup(Optional.of("customer"));

  @Test
  void noGroupStandsOnTwoSidesWhateverSeedAndPartitions() {
    List<Row> rows = rows(1000);
    for (long seed = 0; seed < 2; seed++) {
      Map<Long, String> expected =
          byId(StratifiedSplit.assign(frame(rows, 1), LABELS, GROUPED, seed));
      List<Row> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(seed));
      for (int partitions : new int[] {2, 7}) {
        Dataset<Row> split =
            StratifiedSplit.assign(frame(shuffled, partitions), LABELS, GROUPED, seed);
        assertThat(
                split
                    .groupBy("split_group")
                    .agg(countDistinct("split").alias("splits"))
                    .filter(col("splits").gt(1))
                    .count())
            .as("seed %d", seed)
            .isZero();
        assertThat(byId(split)).as("seed %d", seed).isEqualTo(expected);
      }
      assertThat(byId(StratifiedSplit.assign(frame(rows, 1), LABELS, GROUPED, seed + 100)))
          .as("seed %d", seed)
          .isNotEqualTo(expected);
    }
  }

  @Test
  void everyClassHasAboutTheAskedSharesInEverySplit() {
    for (long seed = 0; seed < 2; seed++) {
      Map<String, Long> counts =
          counts(StratifiedSplit.assign(frame(rows(1000), 3), LABELS, GROUPED, seed));
      for (String label : LABELS) {
        long all = counts.get(label + " train") + counts.get(label + " validation");
        all += counts.get(label + " test");
        assertThat(counts.get(label + " train") / (double) all)
            .as("seed %d", seed)
            .isBetween(0.57, 0.63);
        assertThat(counts.get(label + " test") / (double) all)
            .as("seed %d", seed)
            .isBetween(0.17, 0.23);
      }
    }
  }

  @Test
  void equalRowsGoWhereTheirGroupsGo() {
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 60; id++) {
      rows.add(RowFactory.create(id, null, LABELS.get((int) id % 2), 5L, id / 6));
    }
    Dataset<Row> split = StratifiedSplit.assign(frame(rows, 2), LABELS, GROUPED, 1);
    assertThat(counts(split))
        .isEqualTo(
            Map.of(
                "a train",
                18L,
                "a validation",
                6L,
                "a test",
                6L,
                "b train",
                18L,
                "b validation",
                6L,
                "b test",
                6L));
  }

  @Test
  void testRowsOfTheDatasOwnNeedNoGroup() {
    List<Row> rows = new ArrayList<>(rows(200));
    for (long id = 200; id < 260; id++) {
      rows.add(RowFactory.create(id, "test", LABELS.get((int) id % 2), Mix.mix64(id), null));
    }
    SplitSpec own = new SplitSpec(0.8, 0.2, 0, true, Optional.of("customer"));
    Dataset<Row> split = StratifiedSplit.assign(frame(rows, 3), LABELS, own, 1);
    assertThat(split.filter("split = 'test'").count()).isEqualTo(60);
    assertThat(split.filter("split = 'test' and part is null").count()).isZero();
    assertThat(split.filter("split = 'validation'").count()).isBetween(30L, 50L);
  }

  @Test
  void numbersAndSetsOfLabelsAreDividedByGroupToo() {
    Dataset<Row> numbers = frame(rows(300), 2).drop("label");
    Dataset<Row> split = StratifiedSplit.assign(numbers, List.of(), GROUPED, 1);
    assertThat(split.filter("split = 'train'").count()).isBetween(165L, 195L);
    Dataset<Row> sets =
        frame(rows(300), 2).selectExpr("*", "array(label) as label_set").drop("label");
    Map<Long, String> byId = byId(StratifiedSplit.assign(sets, LABELS, GROUPED, 1));
    assertThat(byId.values()).contains("train", "validation", "test");
    assertThat(byId)
        .isEqualTo(byId(StratifiedSplit.assign(frame(rows(300), 2), LABELS, GROUPED, 1)));
  }

  @Test
  void fewerGroupsThanSplitsAreRefused() {
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 40; id++) {
      rows.add(RowFactory.create(id, null, LABELS.get((int) id % 2), Mix.mix64(id), id % 4 / 2));
    }
    assertThatThrownBy(() -> StratifiedSplit.assign(frame(rows, 2), LABELS, GROUPED, 1))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data.split.group must have at least one group for each of the 3 parts that rows are divided into. Received: 2 groups");
  }

  @Test
  void aClassThatIsMissingInASplitIsRefused() {
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      rows.add(RowFactory.create(id, null, id < 10 ? "b" : "a", Mix.mix64(id), id / 10));
    }
    assertThatThrownBy(() -> StratifiedSplit.assign(frame(rows, 2), LABELS, GROUPED, 1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("class \"b\" must be in groups of every split")
        .hasMessageContaining("Received: no row in the ");
  }

  @Test
  void oneClassAloneIsRefused() {
    List<Row> rows = new ArrayList<>();
    for (long id = 0; id < 40; id++) {
      rows.add(RowFactory.create(id, null, "a", Mix.mix64(id), id / 4));
    }
    assertThatThrownBy(() -> StratifiedSplit.assign(frame(rows, 2), List.of("a"), GROUPED, 1))
        .isInstanceOf(DataException.class)
        .hasMessage("a classification needs rows of at least two classes. Received: only [a]");
  }

  @Test
  void aBlankColumnIsRefused() {
    assertThatThrownBy(() -> SplitSpec.standard().withGroup(Optional.of(" ")))
        .hasMessage("split.group must be a column. Received: \" \"");
  }

  /** Groups of 1 to 12 rows, two thirds of class a. */
  private static List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>();
    long group = 0;
    int left = 1;
    for (long id = 0; id < count; id++) {
      if (--left == 0) {
        group++;
        left = 1 + (int) Long.remainderUnsigned(Mix.mix64(group), 12);
      }
      String label = Long.remainderUnsigned(Mix.mix64(id + 77), 3) == 0 ? "b" : "a";
      rows.add(RowFactory.create(id, null, label, Mix.mix64(id), Mix.mix64(-group)));
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
