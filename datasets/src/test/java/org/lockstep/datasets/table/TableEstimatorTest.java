package org.lockstep.datasets.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.TestSpark;
import org.lockstep.trainer.table.CategoricalColumn;
import org.lockstep.trainer.table.NumericBlanks;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.RatioColumn;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.table.TableSpec;
import org.lockstep.trainer.table.TableStatistics;

class TableEstimatorTest {
  private static final TableSpec SPEC =
      TableSpec.of(
              List.of(
                  NumericColumn.of("rooms"),
                  NumericColumn.of("households"),
                  new RatioColumn("aveRooms", "rooms", "households"),
                  new CategoricalColumn("ocean")))
          .withNumericBlanks(NumericBlanks.median());

  private static final StructType SCHEMA =
      new StructType()
          .add("numeric", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("categorical", DataTypes.createArrayType(DataTypes.StringType));

  private static final List<Row> ROWS = rows();

  private static List<Row> rows() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double rooms = i % 11 == 0 ? Double.NaN : Math.scalb(random.nextDouble(), random.nextInt(40));
      String ocean = i % 13 == 0 ? null : "near" + random.nextInt(4);
      rows.add(
          RowFactory.create(
              Arrays.asList(rooms, 1 + random.nextDouble()), Collections.singletonList(ocean)));
    }
    return rows;
  }

  private static Dataset<Row> data(List<Row> rows, int partitions) {
    return TestSpark.session().createDataFrame(rows, SCHEMA).repartition(partitions);
  }

  private static double[] numbers(Row row) {
    return row.<Double>getList(0).stream().mapToDouble(number -> number).toArray();
  }

  private static String[] words(Row row) {
    return row.<String>getList(1).toArray(String[]::new);
  }

  /** The plain single-thread fit. */
  private static TableFeatures fitted() {
    TableStatistics statistics = new TableStatistics(SPEC);
    data(ROWS, 1).collectAsList().forEach(row -> statistics.add(numbers(row), words(row)));
    return statistics.finish();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void theFitIsThatOfOneThreadWhateverThePartitioning(int partitions) {
    List<Row> shuffled = new ArrayList<>(ROWS);
    Collections.shuffle(shuffled, new Random(partitions));
    TableModel model = new TableEstimator(SPEC).fit(data(shuffled, partitions));
    assertThat(model.features().numeric()).isEqualTo(fitted().numeric());
    assertThat(model.features().categories()).isEqualTo(fitted().categories());
    assertThat(model.fingerprint()).isEqualTo(new TableModel("x", fitted()).fingerprint());
  }

  @Test
  void vectorsAreDenseAndHoldTheVeryFloats() {
    TableModel model = new TableEstimator(SPEC).fit(data(ROWS, 2));
    List<Row> out = model.transform(data(ROWS, 2)).collectAsList();
    assertThat(out).hasSize(200);
    for (Row row : out) {
      float[] expected = model.features().transform(numbers(row), words(row));
      double[] doubles = new double[expected.length];
      Arrays.setAll(doubles, i -> expected[i]);
      assertThat(row.<DenseVector>getAs("features").values()).containsExactly(doubles);
    }
  }

  @Test
  void theFingerprintTellsStatisticsApart() {
    assertThat(new TableEstimator(SPEC).fit(data(ROWS.subList(1, 200), 2)).fingerprint())
        .isNotEqualTo(new TableModel("x", fitted()).fingerprint());
  }

  @Test
  void copiesKeepUidParamsAndParent() {
    TableModel model = new TableEstimator(SPEC).setOutputCol("inputs").fit(data(ROWS, 2));
    TableModel copy = model.copy(new ParamMap().put(model.numericCol(), "numbers"));
    assertThat(copy.uid()).isEqualTo(model.uid());
    assertThat(copy.getOutputCol()).isEqualTo("inputs");
    assertThat(copy.getNumericCol()).isEqualTo("numbers");
    assertThat(model.getNumericCol()).isEqualTo("numeric");
    assertThat(copy.parent()).isSameAs(model.parent()).isNotNull();
    assertThat(model.transform(data(ROWS, 1)).schema()).isEqualTo(model.transformSchema(SCHEMA));
  }

  @Test
  void wrongColumnsAreNamed() {
    assertThatThrownBy(() -> new TableEstimator(SPEC).setNumericCol("x").fit(data(ROWS, 1)))
        .hasMessage("numericCol must name a column, one of numeric, categorical. Received: x");
    assertThatThrownBy(
            () -> new TableEstimator(SPEC).setNumericCol("categorical").fit(data(ROWS, 1)))
        .hasMessage(
            "numericCol must be of type array<double>. Received: array<string> (column categorical)");
  }
}
