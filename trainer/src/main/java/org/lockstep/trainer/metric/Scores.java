package org.lockstep.trainer.metric;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table shows of a split.
 *
 * @param rows how many examples; 0 makes the loss and every value NaN
 * @param loss Σ wᵢ·ℓᵢ / Σ wᵢ, the data loss without penalties
 * @param values by name, in the order in which they are shown; the loss is not among them
 * @param confusion rows by (true class, predicted class); empty but for classes
 * @param classes one a class or label, in their order; otherwise empty
 * @param outputs one an output of a regression; otherwise empty
 */
public record Scores(
    long rows,
    double loss,
    Map<String, Double> values,
    Optional<long[][]> confusion,
    List<ClassScores> classes,
    List<OutputScores> outputs)
    implements Serializable {

  /** Of a task that is no regression. */
  public Scores(
      long rows,
      double loss,
      Map<String, Double> values,
      Optional<long[][]> confusion,
      List<ClassScores> classes) {
    this(rows, loss, values, confusion, classes, List.of());
  }

  public Scores {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    classes = List.copyOf(classes);
    outputs = List.copyOf(outputs);
  }

  /**
   * One value.
   *
   * @throws IllegalArgumentException if this task has no such metric
   */
  public double value(String metric) {
    Double value = values.get(metric);
    if (value == null) {
      throw new IllegalArgumentException(
          "metric must be one of %s. Received: %s"
              .formatted(String.join(", ", values.keySet()), metric));
    }
    return value;
  }
}
