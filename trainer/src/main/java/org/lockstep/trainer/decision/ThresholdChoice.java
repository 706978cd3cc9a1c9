package org.lockstep.trainer.decision;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.lockstep.trainer.network.Task;

/** What a job wants its thresholds to be. */
public sealed interface ThresholdChoice extends Serializable {

  /** The threshold of every sigmoid output, unless a job says otherwise. */
  static ThresholdChoice standard() {
    return new Same(0.5);
  }

  /** One for all sigmoid outputs. */
  record Same(double value) implements ThresholdChoice {
    public Same {
      Thresholds.of(List.of(value));
    }
  }

  /** One for each label, in the order of the labels. */
  record Each(List<Double> values) implements ThresholdChoice {
    public Each {
      values = Thresholds.of(values).values();
      if (values.isEmpty()) {
        throw new IllegalArgumentException("threshold must be one number a label. Received: []");
      }
    }
  }

  /** The one of the best F1 on the validation split, for each label. */
  record Tuned() implements ThresholdChoice {}

  /**
   * The thresholds of a network. Those that are to be tuned are 0.5 until they are.
   *
   * @throws IllegalArgumentException if the network has no thresholds to choose, or another number
   */
  default Thresholds of(Task task, int outputs) {
    int count = Thresholds.count(task, outputs);
    if (count == 0 && !equals(standard())) {
      throw new IllegalArgumentException(
          "threshold must be 0.5 for a network without sigmoid outputs. Received: " + words());
    }
    if (this instanceof Same same) {
      return Thresholds.of(Collections.nCopies(count, same.value()));
    }
    if (this instanceof Each each) {
      if (each.values().size() != count) {
        throw new IllegalArgumentException(
            "threshold must be one number a label, %d in all (of two classes the second has it). Received: %s"
                .formatted(count, each.values()));
      }
      return Thresholds.of(each.values());
    }
    return Thresholds.standard(task, outputs);
  }

  /** As a job file has it. */
  default Object words() {
    if (this instanceof Same same) {
      return same.value();
    }
    return this instanceof Each each ? each.values() : "tuned";
  }
}
