package org.lockstep.datasets.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.TestSpark;

class FingerprintsTest {
  private static final List<Row> ROWS = ShardRows.sparse(120, 21);
  private static final SparkSession spark = TestSpark.session();

  private static List<String> all(Dataset<Row> rows, int slots) {
    try (ShardSet set = new ShardBuilder(4, 1, slots).build(rows)) {
      Map<String, String> ofRows = Fingerprints.of(rows);
      assertThat(ofRows.keySet()).containsExactly("rows", "split");
      return List.of(ofRows.get("rows"), ofRows.get("split"), Fingerprints.shards(set));
    }
  }

  /** The rows with one cell changed. */
  private static Dataset<Row> changed(int column, Object value) {
    List<Row> rows = new ArrayList<>(ROWS);
    Object[] cells = new Object[6];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = i == column ? value : rows.get(5).get(i);
    }
    rows.set(5, RowFactory.create(cells));
    return ShardRows.shuffled(spark, rows, 2, 1);
  }

  @Test
  void neitherOrderNorPartitioningCounts() {
    List<String> one = all(ShardRows.shuffled(spark, ROWS, 1, 1), 1);
    assertThat(one).doesNotHaveDuplicates().allMatch(hex -> hex.matches("[0-9a-f]{64}"));
    assertThat(all(ShardRows.shuffled(spark, ROWS, 3, 2), 2)).isEqualTo(one);
    assertThat(all(ShardRows.shuffled(spark, ROWS, 7, 3), 3)).isEqualTo(one);
  }

  @Test
  void groupsAreOfWhichRowsWhatever() {
    Dataset<Row> rows = ShardRows.shuffled(spark, ROWS, 2, 1);
    String byFives = groups(rows, "hash_low % 5");
    assertThat(groups(ShardRows.shuffled(spark, ROWS, 5, 3), "hash_low % 5")).isEqualTo(byFives);
    assertThat(groups(rows, "hash_low % 6")).isNotEqualTo(byFives);
    // rows without a group, of the data's own test set, say nothing of groups
    assertThat(groups(rows, "if(hash_low % 5 = 0, null, hash_low % 5)")).isNotEqualTo(byFives);
    assertThat(Fingerprints.of(rows)).doesNotContainKey("groups");
  }

  private static String groups(Dataset<Row> rows, String group) {
    return Fingerprints.of(rows.selectExpr("*", "cast(" + group + " as long) as split_group"))
        .get("groups");
  }

  @Test
  void theFirstStageThatDiffersIsTold() {
    List<String> one = all(ShardRows.shuffled(spark, ROWS, 2, 1), 2);

    List<String> otherRow = all(changed(3, 99L), 2);
    assertThat(otherRow.get(0)).isNotEqualTo(one.get(0));

    String split = ROWS.get(5).getString(5).equals("test") ? "train" : "test";
    List<String> otherSplit = all(changed(5, split), 2);
    assertThat(otherSplit.get(0)).isEqualTo(one.get(0));
    assertThat(otherSplit.get(1)).isNotEqualTo(one.get(1));

    List<String> otherTarget = all(changed(1, 7.0), 2);
    assertThat(otherTarget.subList(0, 2)).isEqualTo(one.subList(0, 2));
    assertThat(otherTarget.get(2)).isNotEqualTo(one.get(2));
  }

  @Test
  void aRowTwiceIsNotARowOnce() {
    Dataset<Row> once = spark.createDataFrame(ROWS.subList(0, 8), ShardRows.schema());
    Dataset<Row> twice = once.union(once);
    assertThat(Fingerprints.of(twice).get("rows")).isNotEqualTo(Fingerprints.of(once).get("rows"));
  }
}
