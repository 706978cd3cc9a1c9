package org.lockstep.driver.scoring;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Reconstruction;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.table.TableSpec;

/**
 * A model as functions of columns, for batch and streaming DataFrames alike: one pass, no shuffle,
 * the numbers of {@link Scorer} to the bit. The model is broadcast, so a JVM holds it once for all
 * its tasks, however many there are.
 *
 * <pre>
 *   try (FrameScorer scorer = new FrameScorer(spark, ModelFile.read(path))) {
 *     rows.withColumn("prediction", scorer.ofText(col("text"))).write().parquet(…);
 *   }
 * </pre>
 *
 * <p>Keep it open until the last row has been scored: {@link #close} takes the broadcast away.
 */
public final class FrameScorer implements AutoCloseable {
  /**
   * {@code label}: the class, null where there are several labels or a number; {@code labels}: the
   * class, or those above their thresholds, in the model's order; {@code outputs}: a probability
   * each class or label, (1 − p, p) for binary, or the numbers of a regression.
   */
  public static final StructType TYPE =
      new StructType()
          .add("label", DataTypes.StringType, true)
          .add("labels", DataTypes.createArrayType(DataTypes.StringType, false), false)
          .add("outputs", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  /**
   * {@code error}: the mean squared difference of a row's features and their reconstruction; {@code
   * code}: what the autoencoder's narrowest layer holds of the row.
   */
  public static final StructType RECONSTRUCTION =
      new StructType()
          .add("error", DataTypes.DoubleType, false)
          .add("code", DataTypes.createArrayType(DataTypes.DoubleType, false), false);

  private final FeaturePipeline features;
  private final Task task;
  private final Broadcast<SharedModel> model;

  public FrameScorer(SparkSession spark, Model model) {
    this.features = model.features();
    this.task = model.network().task();
    this.model =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(new SharedModel(model));
  }

  /**
   * Predictions, of {@link #TYPE}, for texts; null for null.
   *
   * @throws IllegalArgumentException if the model reads rows of another kind
   */
  public Column ofText(Column text) {
    requireKind(FeaturePipeline.Kind.TEXT);
    Broadcast<SharedModel> shared = model;
    UDF1<String, Row> score =
        value -> value == null ? null : row(shared.value().scorer().predict(value));
    return udf(score, TYPE).apply(text);
  }

  /**
   * Predictions, of {@link #TYPE}, for rows of features: Spark ML vectors, dense or sparse, as long
   * as the network has inputs. Rounded to float; null for null.
   */
  public Column ofVector(Column vector) {
    Broadcast<SharedModel> shared = model;
    UDF1<Vector, Row> score =
        value ->
            value == null ? null : row(shared.value().scorer().predict(VectorRow.of(value)).get(0));
    return udf(score, TYPE).apply(vector);
  }

  /**
   * Errors and codes, of {@link #RECONSTRUCTION}, for rows of features as {@link #ofVector} reads
   * them; null for null.
   *
   * @throws IllegalArgumentException if the model is no autoencoder
   */
  public Column reconstructionOf(Column vector) {
    if (task != Task.RECONSTRUCTION) {
      throw new IllegalArgumentException(
          "the model must be one that reconstructs its features. Received: " + task);
    }
    Broadcast<SharedModel> shared = model;
    UDF1<Vector, Row> reconstruct =
        value ->
            value == null
                ? null
                : row(shared.value().reconstructor().of(VectorRow.of(value)).get(0));
    return udf(reconstruct, RECONSTRUCTION).apply(vector);
  }

  /**
   * Predictions, of {@link #TYPE}, for table rows: reads the model's columns by name, numeric ones
   * as double and categorical ones as string; null is blank.
   *
   * @throws IllegalArgumentException if the model reads rows of another kind
   */
  public Column ofTable() {
    requireKind(FeaturePipeline.Kind.TABLE);
    TableSpec spec = ((TableFeatures) features).spec();
    List<String> numeric = spec.numericNames();
    List<String> categorical = spec.categoricalNames();
    int numbers = numeric.size();
    int words = categorical.size();
    Broadcast<SharedModel> shared = model;
    UDF1<Row, Row> score =
        cells ->
            row(
                shared
                    .value()
                    .scorer()
                    .predict(numbers(cells, numbers), words(cells, numbers, words)));
    Column[] columns =
        Stream.concat(
                numeric.stream().map(name -> quoted(name).cast(DataTypes.DoubleType)),
                categorical.stream().map(name -> quoted(name).cast(DataTypes.StringType)))
            .toArray(Column[]::new);
    return udf(score, TYPE).apply(struct(columns));
  }

  /** Takes the model away from the executors. */
  @Override
  public void close() {
    model.destroy();
  }

  private void requireKind(FeaturePipeline.Kind received) {
    if (features.kind() != received) {
      throw new IllegalArgumentException(
          "rows must be of the model's kind, %s. Received: %s"
              .formatted(features.kind(), received));
    }
  }

  /** A name may hold dots. */
  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private static Row row(Prediction prediction) {
    return RowFactory.create(
        prediction.label().orElse(null),
        prediction.labels().toArray(String[]::new),
        prediction.outputs().stream().mapToDouble(Float::doubleValue).toArray());
  }

  private static Row row(Reconstruction row) {
    return RowFactory.create(
        row.error(), row.code().stream().mapToDouble(Float::doubleValue).toArray());
  }

  private static double[] numbers(Row cells, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = cells.isNullAt(i) ? Double.NaN : cells.getDouble(i);
    }
    return values;
  }

  private static String[] words(Row cells, int from, int count) {
    String[] values = new String[count];
    for (int i = 0; i < count; i++) {
      values[i] = cells.getString(from + i);
    }
    return values;
  }
}
