package org.lockstep.trainer.model;

import java.io.IOException;
import java.nio.file.Path;
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
import org.lockstep.trainer.text.TextFeatures;

/**
 * Predictions of a model for raw rows, anywhere Java runs: the trainer's jar is all that it needs.
 * The same numbers as in Spark, to the bit. Thread-safe: each thread gets buffers of its own at its
 * first prediction.
 *
 * <pre>
 *   Scorer scorer = Scorer.open(Path.of("runs/airline/model"));
 *   scorer.predict("the crew was wonderful").label();
 * </pre>
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

  /**
   * A scorer of the model in a directory.
   *
   * @throws ModelFormatException if there is none, or it is damaged or of a newer format
   */
  public static Scorer open(Path directory) throws IOException {
    return new Scorer(ModelFile.read(directory));
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
    return predict(features(TextFeatures.class, FeaturePipeline.Kind.TEXT).transform(texts));
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
    Matrix logits = predictor.get().logits(rows);
    Matrix outputs = predictor.get().predictions(logits);
    List<Prediction> predictions = new ArrayList<>(outputs.rows());
    for (int row = 0; row < outputs.rows(); row++) {
      predictions.add(prediction(logits, outputs, row));
    }
    return predictions;
  }

  private Prediction one(float[] row) {
    return predict(new Matrix(row, 0, 1, row.length)).get(0);
  }

  private Prediction prediction(Matrix logits, Matrix outputs, int row) {
    Task task = model.network().task();
    List<String> labels =
        Answer.labels(task, model.thresholds(), logits, row).stream()
            .map(model.labels()::get)
            .toList();
    boolean one = task != Task.MULTI_LABEL && !labels.isEmpty();
    return new Prediction(
        one ? Optional.of(labels.get(0)) : Optional.empty(),
        labels,
        Answer.outputs(task, outputs, row));
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
