package org.lockstep.driver.flow;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.table.TableEstimator;
import org.lockstep.datasets.table.TableModel;
import org.lockstep.datasets.text.TfIdfEstimator;
import org.lockstep.datasets.text.TfIdfModel;
import org.lockstep.driver.job.FeatureSection;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.text.TextFeatures;

/**
 * A feature pipeline and the way it runs over rows.
 *
 * @param pipeline what the model keeps
 * @param transform adds the column {@code features}
 * @param fingerprint SHA-256 of everything that was fitted
 */
record FittedFeatures(
    FeaturePipeline pipeline, UnaryOperator<Dataset<Row>> transform, String fingerprint) {

  private static final String VECTOR = "vector";

  /**
   * Fits on the training rows, which are all that is given.
   *
   * @param labels the classes, in order; empty if numbers are predicted
   */
  static FittedFeatures fit(FeatureSection section, Dataset<Row> train, List<String> labels) {
    if (section instanceof FeatureSection.Text text) {
      return of(new TfIdfEstimator(text.spec()).setLabels(labels).fit(train));
    }
    if (section instanceof FeatureSection.Table table) {
      return of(new TableEstimator(table.spec()).fit(train));
    }
    Vector first = train.select(VECTOR).first().getAs(0);
    return of(new VectorFeatures(first.size()));
  }

  /** The pipeline of a model that was read. */
  static FittedFeatures of(FeaturePipeline pipeline) {
    if (pipeline instanceof TextFeatures text) {
      return of(new TfIdfModel("tfidf", text));
    }
    if (pipeline instanceof TableFeatures table) {
      return of(new TableModel("table", table));
    }
    return new FittedFeatures(
        pipeline,
        rows -> rows.withColumnRenamed(VECTOR, ShardColumns.FEATURES),
        "vector of " + pipeline.width());
  }

  private static FittedFeatures of(TfIdfModel model) {
    return new FittedFeatures(model.features(), model::transform, model.fingerprint());
  }

  private static FittedFeatures of(TableModel model) {
    return new FittedFeatures(model.features(), model::transform, model.fingerprint());
  }

  /**
   * Refuses rows that the pipeline cannot read.
   *
   * @throws DataException if a model of texts is given a table, and so on
   */
  static void requireKind(FeaturePipeline pipeline, Examples.Kind kind, String given) {
    if (!pipeline.kind().name().equals(kind.name())) {
      throw DataException.bad(
          "the data must be rows of the model's kind, %s. Received: %s (%s)",
          word(pipeline.kind()), word(kind), given);
    }
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
