package org.lockstep.driver.report;

import java.util.List;
import java.util.Map;

/**
 * The prediction for one text.
 *
 * @param answer the label, the predicted number, or how far its reconstruction is off
 * @param probabilities by label in the labels' order; empty for regression
 */
public record TextPrediction(String text, String answer, Map<String, Double> probabilities) {
  /** The texts' predictions as lines for a terminal. */
  public static List<String> lines(List<TextPrediction> predictions) {
    return predictions.stream().map(TextPrediction::line).toList();
  }

  private String line() {
    StringBuilder line = new StringBuilder(answer);
    probabilities.forEach(
        (label, probability) ->
            line.append("  ").append(label).append(' ').append(Figures.score(probability)));
    return line.append("  ").append(text).toString();
  }
}
