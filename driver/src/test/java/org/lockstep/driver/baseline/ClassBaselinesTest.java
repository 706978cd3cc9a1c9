package org.lockstep.driver.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassBaselinesTest {
  private static final double F1_OF_MAJORITY = 2 * 0.6 / (1 + 0.6);
  private static SparkSession spark;

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() {
    spark = Rows.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** 12 of 20 rows are of the second class; one row in each class looks like the other. */
  private static Dataset<Row> nearlyApart() {
    Rows rows = new Rows();
    for (String split : List.of("train", "validation", "test")) {
      for (int i = 0; i < 20; i++) {
        int target = i < 12 ? 1 : 0;
        int seen = i % 12 == 0 ? 1 - target : target;
        rows.add(split, target, 1 - seen, seen);
      }
    }
    return rows.in(spark);
  }

  private List<Baseline> train(Dataset<Row> rows, BaselineChoice choice) {
    return new ClassBaselines(rows, 2, true, 1, told::add).train(choice);
  }

  @Test
  void fiveModelsStandBesideANetworkOfClasses() {
    List<Baseline> all = train(nearlyApart(), BaselineChoice.ALL);
    assertThat(all.stream().map(each -> each.name().replaceAll(" \\(.*", "")))
        .containsExactly(
            "most frequent class",
            "naive Bayes",
            "logistic regression",
            "random forest",
            "linear SVM");
    assertThat(all.get(2).name()).matches("logistic regression \\(penalty (1.0E-4|0.001|0.01)\\)");
    assertThat(told).contains("linear SVM, penalty 0.001").hasSize(9);
    assertScores(all.get(0), 0.6, F1_OF_MAJORITY / 2);
    for (Baseline each : all.subList(1, 5)) {
      // F1 is 22/24 of the second class and 14/16 of the first
      assertScores(each, 0.9, (22 / 24.0 + 14 / 16.0) / 2);
      assertThat(each.splits()).containsOnlyKeys("validation", "test");
      assertThat(each.seconds()).isPositive();
    }
  }

  @Test
  void quickOnesDoNotIterate() {
    List<Baseline> quick = train(nearlyApart(), BaselineChoice.QUICK);
    assertThat(quick.stream().map(Baseline::name))
        .containsExactly("most frequent class", "naive Bayes (multinomial)");
    assertThat(train(nearlyApart(), BaselineChoice.NONE)).isEmpty();
  }

  @Test
  void featuresThatSayNothingLeaveTheMostFrequentClass() {
    Rows rows = new Rows();
    for (String split : List.of("train", "test")) {
      for (int i = 0; i < 40; i++) {
        rows.add(split, i % 5 < 3 ? 1 : 0, 1, 2);
      }
    }
    List<Baseline> all = train(rows.in(spark), BaselineChoice.QUICK);
    assertThat(all).hasSize(2);
    all.forEach(each -> assertScores(each, 0.6, F1_OF_MAJORITY / 2));
  }

  @Test
  void featuresBelowZeroAreForGauss() {
    Rows rows = new Rows();
    for (String split : List.of("train", "test")) {
      for (int i = 0; i < 40; i++) {
        rows.add(split, i % 2, (i % 2 == 0 ? -3 : 3) + 0.1 * (i % 7));
      }
    }
    Baseline gauss =
        new ClassBaselines(rows.in(spark), 2, false, 1, told::add)
            .train(BaselineChoice.QUICK)
            .get(1);
    assertThat(gauss.name()).isEqualTo("naive Bayes (Gaussian)");
    assertThat(gauss.splits().get("test").get("accuracy")).isEqualTo(1);
  }

  private static void assertScores(Baseline baseline, double accuracy, double macroF1) {
    assertThat(baseline.splits().get("test").get("accuracy"))
        .as(baseline.name())
        .isCloseTo(accuracy, within(1e-12));
    assertThat(baseline.splits().get("test").get("macro_f1"))
        .as(baseline.name())
        .isCloseTo(macroF1, within(1e-12));
  }
}
