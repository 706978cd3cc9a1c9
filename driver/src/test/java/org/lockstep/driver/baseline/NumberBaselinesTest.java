package org.lockstep.driver.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NumberBaselinesTest {
  private static SparkSession spark;

  private final List<String> told = new ArrayList<>();

  @BeforeAll
  static void start() {
    spark = Rows.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** y = 2·a − b + 3 over a grid; of the training rows the mean is 4. */
  private static Dataset<Row> plane() {
    Rows rows = new Rows();
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < 17; b++) {
        rows.add("train", 2 * a - b + 3, a, b);
      }
    }
    rows.add("test", 4, 4, 7);
    rows.add("test", 8, 4, 3);
    return rows.in(spark);
  }

  @Test
  void threeModelsStandBesideANumber() {
    List<Baseline> all = new NumberBaselines(plane(), 1, told::add).train(BaselineChoice.ALL);
    assertThat(all.stream().map(Baseline::name))
        .containsExactly("mean", "linear regression", "random forest (50 trees, depth 10)")
        .isEqualTo(told);
    // The mean is 2·4.5 − 8 + 3 = 4: errors 0 and −4, variance of the targets 4.
    assertScores(all.get(0), Math.sqrt(8), 2, -1, 1e-9);
    assertScores(all.get(1), 0, 0, 1, 1e-6);
    assertThat(all.get(2).splits().get("test").get("rmse")).isBetween(0.0, 2.0);
  }

  @Test
  void quickOnesDoNotGrowTrees() {
    List<Baseline> quick = new NumberBaselines(plane(), 1, told::add).train(BaselineChoice.QUICK);
    assertThat(quick.stream().map(Baseline::name)).containsExactly("mean", "linear regression");
    assertThat(quick.get(0).splits()).containsOnlyKeys("test");
    assertThat(new NumberBaselines(plane(), 1, told::add).train(BaselineChoice.NONE)).isEmpty();
  }

  private static void assertScores(
      Baseline baseline, double rmse, double mae, double r2, double tolerance) {
    assertThat(baseline.splits().get("test").get("rmse")).isCloseTo(rmse, within(tolerance));
    assertThat(baseline.splits().get("test").get("mae")).isCloseTo(mae, within(tolerance));
    assertThat(baseline.splits().get("test").get("r2")).isCloseTo(r2, within(tolerance));
  }
}
