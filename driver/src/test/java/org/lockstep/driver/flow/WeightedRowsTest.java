package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.job.JobException;
import org.lockstep.trainer.data.ClassWeight;

class WeightedRowsTest {
  private static final List<String> LABELS = List.of("a", "b", "never");
  private static SparkSession spark;

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
  void balancedWeightsAreCountedOnTheTrainingRowsAndMultiplyTheirOwn() {
    assertThat(weights(new ClassWeight.Balanced()))
        // 4 training rows, 2 classes that occur: 4/(2·3) and 4/(2·1).
        .containsExactly(4 / 6.0, 4 / 6.0, 0.5 * (4 / 6.0), 2.0, 1.0, 7.0);
  }

  @Test
  void givenWeightsMultiplyTheClassesThatAreNamed() {
    assertThat(weights(new ClassWeight.ByLabel(Map.of("b", 5.0))))
        .containsExactly(1.0, 1.0, 0.5, 5.0, 1.0, 7.0);
    assertThat(weights(new ClassWeight.None())).containsExactly(1.0, 1.0, 0.5, 1.0, 1.0, 7.0);
  }

  @Test
  void aLabelThatIsNotThereIsAnErrorOfTheJob() {
    ClassWeight strange = new ClassWeight.ByLabel(Map.of("c", 5.0));
    assertThatThrownBy(() -> weights(strange))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("training.classWeight must name labels of [a, b, never]");
  }

  private static List<Double> weights(ClassWeight choice) {
    StructType schema =
        new StructType()
            .add("target", DataTypes.DoubleType)
            .add("split", DataTypes.StringType)
            .add("weight", DataTypes.DoubleType);
    Dataset<Row> rows =
        spark.createDataFrame(
            List.of(
                RowFactory.create(0.0, "train", 1.0),
                RowFactory.create(0.0, "train", 1.0),
                RowFactory.create(0.0, "train", 0.5),
                RowFactory.create(1.0, "train", 1.0),
                RowFactory.create(1.0, "validation", 1.0),
                RowFactory.create(1.0, "test", 7.0)),
            schema);
    return WeightedRows.of(rows, LABELS, choice).select("weight").collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }
}
