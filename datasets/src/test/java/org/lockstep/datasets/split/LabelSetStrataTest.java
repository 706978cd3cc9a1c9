package org.lockstep.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** Rows of several labels, and of shares, are divided set by set. */
class LabelSetStrataTest {
  private static final List<String> LABELS = List.of("a", "b", "c");
  private static final SplitSpec STANDARD = SplitSpec.standard();

  private long ids;

  @Test
  void everySetIsDividedByItselfAndRareOnesTogether() {
    List<Row> rows = new ArrayList<>();
    sets(rows, 100, "a");
    sets(rows, 50, "a", "b");
    sets(rows, 10);
    sets(rows, 2, "c"); // two sets that are too rare alone
    sets(rows, 2, "b", "c");
    Map<String, Long> counts = counts(setFrame(rows, 3), LABELS, "label_set");
    assertThat(counts)
        .containsEntry("[a] train", 60L)
        .containsEntry("[a] validation", 20L)
        .containsEntry("[a] test", 20L)
        .containsEntry("[a, b] train", 30L)
        .containsEntry("[a, b] validation", 10L)
        .containsEntry("[] train", 6L)
        .containsEntry("[] test", 2L);
    long rare =
        counts.entrySet().stream()
            .filter(each -> each.getKey().matches("\\[(b, )?c\\] train"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    assertThat(rare).isEqualTo(2); // of four rows in one stratum
    assertThat(counts(setFrame(rows, 7), LABELS, "label_set")).isEqualTo(counts);
  }

  @Test
  void aPoolTooSmallToBeDividedTakesTheRarestSetIn() {
    List<Row> rows = new ArrayList<>();
    sets(rows, 30, "a");
    sets(rows, 6, "b", "c");
    sets(rows, 1, "a", "c");
    Map<String, Long> counts = counts(setFrame(rows, 2), LABELS, "label_set");
    assertThat(counts).containsEntry("[a] train", 18L);
    assertThat(counts.values().stream().mapToLong(n -> n).sum()).isEqualTo(37);
  }

  @Test
  void aLabelWithoutRowsIsRefused() {
    List<Row> rows = new ArrayList<>();
    sets(rows, 30, "a");
    sets(rows, 30, "a", "b");
    sets(rows, 2, "a", "c");
    assertThatThrownBy(() -> StratifiedSplit.assign(setFrame(rows, 2), LABELS, STANDARD, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "label \"c\" must be that of at least one row for each of the 3 splits. Received: 2 rows");
  }

  @Test
  void sharesAreDividedByTheLargest() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      rows.add(row(new Double[] {0.75, 0.125, 0.125}));
    }
    for (int i = 0; i < 25; i++) {
      rows.add(row(new Double[] {0.2, 0.4, 0.4})); // the first of equals, "b"
    }
    StructType schema = schema().add("target", DataTypes.createArrayType(DataTypes.DoubleType));
    Map<String, Long> counts =
        counts(TestSpark.session().createDataFrame(rows, schema).repartition(3), LABELS, "target");
    assertThat(counts)
        .containsEntry("[0.75, 0.125, 0.125] train", 30L)
        .containsEntry("[0.2, 0.4, 0.4] train", 15L)
        .containsEntry("[0.2, 0.4, 0.4] test", 5L);
  }

  private void sets(List<Row> rows, int count, String... labels) {
    for (int i = 0; i < count; i++) {
      rows.add(row(labels));
    }
  }

  private Row row(Object value) {
    return RowFactory.create(null, Mix.mix64(ids++), value);
  }

  private static StructType schema() {
    return new StructType().add("part", DataTypes.StringType).add("hash_high", DataTypes.LongType);
  }

  private static Dataset<Row> setFrame(List<Row> rows, int partitions) {
    StructType schema = schema().add("label_set", DataTypes.createArrayType(DataTypes.StringType));
    return TestSpark.session().createDataFrame(rows, schema).repartition(partitions);
  }

  private static Map<String, Long> counts(Dataset<Row> rows, List<String> labels, String column) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row :
        StratifiedSplit.assign(rows, labels, STANDARD, 1).select(column, "split").collectAsList()) {
      counts.merge(
          Arrays.toString(row.getList(0).toArray()) + " " + row.getString(1), 1L, Long::sum);
    }
    return counts;
  }
}
