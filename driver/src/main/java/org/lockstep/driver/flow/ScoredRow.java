package org.lockstep.driver.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Reconstruction;
import org.lockstep.trainer.model.Reconstructor;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.text.TextFeatures;

/**
 * A row with what the model says of it.
 *
 * @param shown the text, or the cells by name
 * @param truth the label, labels or numbers; empty for a reconstruction
 * @param predicted likewise
 * @param wrong whether they differ; true for numbers and reconstructions
 * @param loss −ln p of the true class; Σ of that over labels or, weighted by its share, over
 *     classes; half the squared error of numbers; the error of a reconstruction
 * @param prediction the model's
 */
record ScoredRow(
    Row row,
    String shown,
    String truth,
    String predicted,
    boolean wrong,
    double loss,
    Prediction prediction) {
  private static final double LEAST = 1e-30;

  static List<ScoredRow> of(List<Row> rows, Model model) {
    if (model.network().task() == Task.RECONSTRUCTION) {
      Reconstructor reconstructor = new Reconstructor(model);
      return rows.stream().map(row -> reconstructed(row, model, reconstructor)).toList();
    }
    Scorer scorer = new Scorer(model);
    List<ScoredRow> scored = new ArrayList<>();
    for (Row row : rows) {
      scored.add(of(row, model, predict(row, scorer)));
    }
    return scored;
  }

  private static Prediction predict(Row row, Scorer scorer) {
    return scorer.predict(features(row, scorer.model().features())).get(0);
  }

  /** The worst are the rows that are most unlike the others. */
  private static ScoredRow reconstructed(Row row, Model model, Reconstructor reconstructor) {
    Reconstruction made = reconstructor.of(features(row, model.features())).get(0);
    String said = String.format(Locale.ROOT, "mean squared error %.4g", made.error());
    Prediction prediction = new Prediction(Optional.empty(), List.of(), made.values());
    return new ScoredRow(row, shown(row, model), "", said, true, made.error(), prediction);
  }

  private static FeatureRows features(Row row, FeaturePipeline pipeline) {
    if (pipeline instanceof TextFeatures text) {
      return text.transform(List.of(row.<String>getAs("text")));
    }
    if (pipeline instanceof TableFeatures table) {
      float[] features =
          table.transform(
              row.<Double>getList(row.fieldIndex("numeric")).stream()
                  .mapToDouble(number -> number == null ? Double.NaN : number)
                  .toArray(),
              row.<String>getList(row.fieldIndex("categorical")).toArray(String[]::new));
      return new Matrix(features, 0, 1, features.length);
    }
    return ((VectorFeatures) pipeline).transform(row.<Vector>getAs("vector").toArray());
  }

  private static ScoredRow of(Row row, Model model, Prediction prediction) {
    Task task = model.network().task();
    String shown = shown(row, model);
    return switch (task) {
      case MULTICLASS, BINARY -> {
        String truth = row.getAs("label");
        String predicted = prediction.label().orElse("");
        double p = prediction.outputs().get(model.labels().indexOf(truth));
        yield new ScoredRow(
            row, shown, truth, predicted, !truth.equals(predicted), log(p), prediction);
      }
      case MULTI_LABEL -> {
        List<String> truth = row.getList(row.fieldIndex("label_set"));
        double loss = 0;
        for (int k = 0; k < model.labels().size(); k++) {
          double p = prediction.outputs().get(k);
          loss += log(truth.contains(model.labels().get(k)) ? p : 1 - p);
        }
        List<String> ordered = model.labels().stream().filter(truth::contains).toList();
        yield new ScoredRow(
            row,
            shown,
            String.join(", ", ordered),
            String.join(", ", prediction.labels()),
            !ordered.equals(prediction.labels()),
            loss,
            prediction);
      }
      case DISTRIBUTION -> {
        double[] truth = targets(row);
        double loss = 0;
        int largest = 0;
        for (int k = 0; k < truth.length; k++) {
          loss += truth[k] * log(prediction.outputs().get(k));
          largest = truth[k] > truth[largest] ? k : largest;
        }
        String most = model.labels().get(largest);
        String predicted = prediction.label().orElse("");
        yield new ScoredRow(row, shown, most, predicted, !most.equals(predicted), loss, prediction);
      }
      case REGRESSION -> {
        double[] truth = targets(row);
        double loss = 0;
        for (int k = 0; k < truth.length; k++) {
          double error = truth[k] - prediction.outputs().get(k);
          loss += 0.5 * error * error;
        }
        yield new ScoredRow(
            row,
            shown,
            numbers(truth),
            numbers(prediction.outputs().stream().mapToDouble(p -> p).toArray()),
            true,
            loss,
            prediction);
      }
      case RECONSTRUCTION ->
          throw new IllegalArgumentException("a reconstruction must be compared with its features");
    };
  }

  /** The true numbers of a row. */
  static double[] targets(Row row) {
    Object target = row.getAs("target");
    return target instanceof Double number
        ? new double[] {number}
        : row.<Double>getList(row.fieldIndex("target")).stream().mapToDouble(t -> t).toArray();
  }

  private static double log(double p) {
    return -Math.log(Math.max(p, LEAST));
  }

  private static String numbers(double[] values) {
    return java.util.Arrays.stream(values)
        .mapToObj(value -> String.format(Locale.ROOT, "%.4g", value))
        .collect(Collectors.joining(", "));
  }

  private static String shown(Row row, Model model) {
    if (model.features() instanceof TableFeatures table) {
      List<String> cells = new ArrayList<>();
      List<Double> numeric = row.getList(row.fieldIndex("numeric"));
      List<String> categorical = row.getList(row.fieldIndex("categorical"));
      for (int i = 0; i < numeric.size(); i++) {
        cells.add(table.spec().numericNames().get(i) + "=" + numeric.get(i));
      }
      for (int i = 0; i < categorical.size(); i++) {
        cells.add(table.spec().categoricalNames().get(i) + "=" + categorical.get(i));
      }
      return String.join(", ", cells);
    }
    return switch (model.features().kind()) {
      case TEXT -> row.getAs("text");
      default -> row.getAs("vector").toString();
    };
  }
}
