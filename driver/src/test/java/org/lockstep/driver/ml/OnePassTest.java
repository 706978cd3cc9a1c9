package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.ml.network.ClassAnswers;
import org.lockstep.driver.ml.network.NetworkColumns;
import org.lockstep.driver.ml.network.RowAnswers;
import org.lockstep.driver.ml.network.WantedColumns;
import scala.jdk.javaapi.CollectionConverters;

/** Models ask their network once a row, and no task carries weights. */
class OnePassTest {
  private static final int ROWS = 60;

  /** 4·20,000 + 20,000 + … weights: more bytes than any closure. */
  private static final int[] WIDE = {20_000};

  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    rows =
        MlFixture.flowers(spark, ROWS)
            .withColumn("set", array(col("label").minus(col("label"))))
            .cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static List<Transformer> models() {
    return List.of(
        new LockstepClassifier().setHiddenUnits(WIDE).setMaxIter(1).fit(rows),
        new LockstepRegressor().setHiddenUnits(WIDE).setMaxIter(1).fit(rows),
        new LockstepMultiLabelClassifier()
            .setHiddenUnits(WIDE)
            .setMaxIter(1)
            .setLabelCol("set")
            .setNumLabels(2)
            .fit(rows),
        new LockstepAutoencoder().setHiddenUnits(WIDE).setMaxIter(1).fit(rows),
        new LockstepAutoencoder()
            .setHiddenUnits(WIDE)
            .setMaxIter(1)
            .setReconstructionCol("again")
            .setErrorCol("error")
            .fit(rows));
  }

  /** Whatever a query does with the columns, its plan holds one call, and the call few bytes. */
  @Test
  void allColumnsComeOutOfOneCallThatCarriesNoWeights() throws IOException {
    for (Transformer model : models()) {
      Dataset<Row> out = model.transform(rows);
      String last = out.columns()[out.columns().length - 1];
      for (Dataset<Row> query :
          List.of(
              out,
              out.filter(col(last).isNotNull()).select(col(last), col(last).as("twice")),
              out.filter(col("label").gt(0)).withColumn("text", col(last).cast("string")))) {
        List<ScalaUDF> calls = calls(query.queryExecution().optimizedPlan());
        assertThat(calls).as(model.toString()).hasSize(1);
        assertThat(bytes(calls.get(0).function())).isBetween(1, 20_000);
        assertThat(query.collectAsList()).isNotEmpty();
      }
      assertThat(out.columns()).doesNotContain("__lockstep_answers");
      assertThat(out.select(last).schema().apply(last).nullable()).isFalse();
    }
  }

  @Test
  void theNetworkIsAskedOnceARow() {
    LockstepClassificationModel model = new LockstepClassifier().setMaxIter(1).fit(rows);
    model.setThresholds(new double[] {1, 0.5, 1});
    RowAnswers answers =
        new ClassAnswers(new WantedColumns(true, true, true), model.getThresholds());
    LongAccumulator asked = spark.sparkContext().longAccumulator();
    StructType schema = model.transformSchema(rows.schema());
    Dataset<Row> out =
        NetworkColumns.append(
            rows,
            "features",
            model.fitted(),
            (network, features) -> {
              asked.add(1);
              return answers.of(network, features);
            },
            NetworkColumns.fields(schema, List.of("rawPrediction", "probability", "prediction")));
    assertThat(out.collectAsList()).isEqualTo(model.transform(rows).collectAsList());
    assertThat(asked.value()).isEqualTo(ROWS);
    UDF1<Vector, Double> largest = v -> Arrays.stream(v.toArray()).max().orElseThrow();
    asked.reset();
    List<Row> summary =
        out.filter(col("prediction").geq(0).and(size(col("set")).gt(0)))
            .withColumn(
                "largest", functions.udf(largest, DataTypes.DoubleType).apply(col("probability")))
            .groupBy("prediction")
            .agg(avg("largest"), avg(col("largest").plus(col("prediction"))))
            .collectAsList();
    assertThat(summary).isNotEmpty();
    assertThat(asked.value()).isEqualTo(ROWS);
  }

  @Test
  void metadataAndTheChoiceOfColumnsAreSparks() {
    LockstepClassificationModel model = new LockstepClassifier().setMaxIter(1).fit(rows);
    StructType announced = model.transformSchema(rows.schema());
    Dataset<Row> all = model.transform(rows);
    for (String column : List.of("rawPrediction", "probability", "prediction")) {
      assertThat(all.schema().apply(column)).isEqualTo(announced.apply(column));
    }
    PredictionModel<Vector, LockstepClassificationModel> one = model.copy(ParamMap.empty());
    ((LockstepClassificationModel) one).setRawPredictionCol("").setProbabilityCol("");
    assertThat(one.transform(rows.select("features")).columns())
        .containsExactly("features", "prediction");
    one.setPredictionCol("");
    assertThat(one.transform(rows.select("features")).columns()).containsExactly("features");
    model.set(model.thresholds(), new double[] {0.5, 0.5}); // past the setter's own check
    assertThatThrownBy(() -> model.transform(rows))
        .hasMessage("thresholds must be one a class, 3. Received: [0.5, 0.5]");
  }

  @Test
  void aRowWithoutFeaturesStopsTheQueryInWords() {
    LockstepRegressionModel model = new LockstepRegressor().setMaxIter(1).fit(rows);
    Dataset<Row> missing =
        spark.createDataFrame(
            List.of(RowFactory.create(Vectors.dense(1, 2, 3, 4)), RowFactory.create((Object) null)),
            new StructType().add("features", SQLDataTypes.VectorType()));
    assertThatThrownBy(() -> model.transform(missing).collectAsList())
        .hasStackTraceContaining(
            "featuresCol must hold a vector in every row. Received: null (column features)");
  }

  private static List<ScalaUDF> calls(LogicalPlan plan) {
    List<ScalaUDF> calls = new ArrayList<>();
    for (Expression each : CollectionConverters.asJava(plan.expressions())) {
      collect(each, calls);
    }
    for (LogicalPlan child : CollectionConverters.asJava(plan.children())) {
      calls.addAll(calls(child));
    }
    return calls;
  }

  private static void collect(Expression expression, List<ScalaUDF> into) {
    if (expression instanceof ScalaUDF call) {
      into.add(call);
    }
    for (Expression child : CollectionConverters.asJava(expression.children())) {
      collect(child, into);
    }
  }

  private static int bytes(Object function) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(function);
    }
    return out.size();
  }
}
