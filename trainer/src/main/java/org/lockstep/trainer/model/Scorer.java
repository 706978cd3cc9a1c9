package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.prediction.Predictor;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.text.TfIdf;

/**
 * Predictions of a model for raw rows, anywhere Java runs. Thread-safe: each thread gets buffers of
 * its own at its first prediction.
 *
 * <p>A row must be of the kind that the model was trained on; another kind is an
 * IllegalArgumentException.
 */
public final class Scorer {
  private final Model model;
  private final ThreadLocal<Predictor> predictor;

  public Scorer(Model model) {
    this.model = model;
    this.predictor =
        ThreadLocal.withInitial(() -> new Predictor(model.network(), model.parameters()));
  }

  public Model model() {
    return model;
  }

  /** One text. */
  public Prediction predict(String text) {
    return predictTexts(List.of(text)).get(0);
  }

  /** Texts, in order. */
  public List<Prediction> predictTexts(List<String> texts) {
    return predict(features(TfIdf.class, FeaturePipeline.Kind.TEXT).transform(texts));
  }

  /**
   * A table row by column name; must hold the columns that the model reads, others are ignored. An
   * empty or white cell is blank.
   */
  public Prediction predict(Map<String, String> row) {
    TableFeatures features = features(TableFeatures.class, FeaturePipeline.Kind.TABLE);
    return one(
        features.transform(
            RowCells.numeric(row, features.spec().numericNames()),
            RowCells.categorical(row, features.spec().categoricalNames())));
  }

  /**
   * A table row in the order of the spec's columns.
   *
   * @param numeric NaN for blank
   * @param categorical null or empty for blank
   */
  public Prediction predict(double[] numeric, String[] categorical) {
    return one(
        features(TableFeatures.class, FeaturePipeline.Kind.TABLE).transform(numeric, categorical));
  }

  /** A numeric vector. */
  public Prediction predict(double[] vector) {
    VectorFeatures features = features(VectorFeatures.class, FeaturePipeline.Kind.VECTOR);
    return predict(features.transform(vector)).get(0);
  }

  /** Rows of features, (rows, inputs), as the model's pipeline makes them; in order. */
  public List<Prediction> predict(FeatureRows rows) {
    Matrix outputs = predictor.get().probabilities(rows);
    List<Prediction> predictions = new ArrayList<>(outputs.rows());
    for (int row = 0; row < outputs.rows(); row++) {
      predictions.add(prediction(outputs, row));
    }
    return predictions;
  }

  private Prediction one(float[] row) {
    return predict(new Matrix(row, 0, 1, row.length)).get(0);
  }

  private Prediction prediction(Matrix outputs, int row) {
    List<Float> values = new ArrayList<>();
    if (model.network().task() == Task.BINARY) {
      values.add(1 - outputs.get(row, 0));
    }
    int best = 0;
    for (int column = 0; column < outputs.columns(); column++) {
      values.add(outputs.get(row, column));
    }
    for (int i = 1; i < values.size(); i++) {
      best = values.get(i) > values.get(best) ? i : best; // a tie goes to the earlier label
    }
    Optional<String> label =
        model.labels().isEmpty() ? Optional.empty() : Optional.of(model.labels().get(best));
    return new Prediction(label, values);
  }

  private <P extends FeaturePipeline> P features(Class<P> type, FeaturePipeline.Kind received) {
    if (!type.isInstance(model.features())) {
      throw new IllegalArgumentException(
          "a row must be of the model's kind, %s. Received: %s"
              .formatted(model.features().kind(), received));
    }
    return type.cast(model.features());
  }
}
