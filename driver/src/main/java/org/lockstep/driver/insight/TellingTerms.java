package org.lockstep.driver.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.prediction.Predictor;
import org.lockstep.trainer.text.TextFeatures;

/**
 * What each term alone says: the logits of a text that holds this one term, less those of a text
 * without any known term. A row of TF-IDF with one term is 1 at its place (unit length), so this is
 * f(eⱼ) − f(0): exact for a model without hidden layers, and for others a look at one term at a
 * time, without what terms mean together.
 */
public final class TellingTerms {
  /** Terms that are looked at together. */
  private static final int BLOCK = 1024;

  private TellingTerms() {}

  /**
   * A term and what it says.
   *
   * @param effect change of the class's logit, less the mean change of all classes where there are
   *     several that exclude each other
   */
  public record Term(String term, double effect) {}

  /**
   * The terms that speak most for each class or label.
   *
   * @param most of each
   * @return a list a class in the labels' order (of two classes with one logit both); empty if the
   *     model reads no texts or only knows buckets
   */
  public static List<List<Term>> of(Model model, int most) {
    if (!(model.features() instanceof TextFeatures)
        || model.labels().isEmpty()
        || model.features().featureName(0).equals("bucket 0")) {
      return List.of();
    }
    double[][] effects = effects(model);
    List<List<Term>> terms = new ArrayList<>();
    for (int k = 0; k < model.labels().size(); k++) {
      double[] effect = of(model, effects, k);
      terms.add(
          IntStream.range(0, effect.length)
              .boxed()
              .filter(j -> effect[j] > 0)
              .sorted(Comparator.comparingDouble((Integer j) -> -effect[j]))
              .limit(most)
              .map(j -> new Term(model.features().featureName(j), effect[j]))
              .toList());
    }
    return terms;
  }

  private static double[] of(Model model, double[][] effects, int label) {
    Task task = model.network().task();
    double[] effect = new double[effects.length];
    for (int j = 0; j < effect.length; j++) {
      double[] logits = effects[j];
      if (task == Task.BINARY) {
        effect[j] = label == 1 ? logits[0] : -logits[0];
      } else if (task == Task.MULTI_LABEL) {
        effect[j] = logits[label];
      } else {
        double mean = 0;
        for (double logit : logits) {
          mean += logit / logits.length;
        }
        effect[j] = logits[label] - mean;
      }
    }
    return effect;
  }

  /** By term and logit. */
  private static double[][] effects(Model model) {
    int width = model.features().width();
    Predictor predictor = new Predictor(model.network(), model.parameters());
    Matrix nothing =
        predictor.logits(new SparseRows(width, new int[] {0, 0}, new int[0], new float[0]));
    double[][] effects = new double[width][model.network().outputs()];
    for (int from = 0; from < width; from += BLOCK) {
      int rows = Math.min(BLOCK, width - from);
      int[] starts = new int[rows + 1];
      int[] indices = new int[rows];
      float[] values = new float[rows];
      for (int row = 0; row < rows; row++) {
        starts[row + 1] = row + 1;
        indices[row] = from + row;
        values[row] = 1;
      }
      Matrix logits = predictor.logits(new SparseRows(width, starts, indices, values));
      for (int row = 0; row < rows; row++) {
        for (int k = 0; k < logits.columns(); k++) {
          effects[from + row][k] = (double) logits.get(row, k) - nothing.get(0, k);
        }
      }
    }
    return effects;
  }
}
