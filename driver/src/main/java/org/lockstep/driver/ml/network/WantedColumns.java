package org.lockstep.driver.ml.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which of the columns of a classifier are wanted. Answers to a row have these alone, in this
 * order.
 *
 * @param raw the logits
 * @param probability of each class or label
 * @param prediction the class, or the labels
 */
public record WantedColumns(boolean raw, boolean probability, boolean prediction)
    implements Serializable {

  /**
   * @param names of the three columns; an empty one is not wanted
   */
  public static WantedColumns of(List<String> names) {
    return new WantedColumns(
        !names.get(0).isEmpty(), !names.get(1).isEmpty(), !names.get(2).isEmpty());
  }

  /** Asks for what is wanted, and for nothing else. */
  Object[] of(Supplier<?> rawColumn, Supplier<?> probabilities, Supplier<?> predictions) {
    List<Object> answers = new ArrayList<>();
    if (raw) {
      answers.add(rawColumn.get());
    }
    if (probability) {
      answers.add(probabilities.get());
    }
    if (prediction) {
      answers.add(predictions.get());
    }
    return answers.toArray();
  }
}
