package org.lockstep.trainer.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The factor by which the example weights of a class are multiplied in training. It changes the
 * loss and its gradient; metrics count every example once.
 */
public sealed interface ClassWeight {

  /**
   * The factors.
   *
   * @param labels the classes in order
   * @param rows training rows of each class, not weighted
   * @return one a class, finite and above 0
   * @throws IllegalArgumentException if a class is named that is not there
   */
  double[] factors(List<String> labels, long[] rows);

  /**
   * The factors by which the rows that have a label count for it, where a row may have several: as
   * {@link #factors}, but for {@link Balanced}.
   *
   * @param having training rows that have the label, one number a label
   * @param rows all training rows
   */
  default double[] positiveFactors(List<String> labels, long[] having, long rows) {
    return factors(labels, having);
  }

  /** Every class counts as its rows do: factors of 1. */
  record None() implements ClassWeight {
    @Override
    public double[] factors(List<String> labels, long[] rows) {
      double[] factors = new double[rows.length];
      Arrays.fill(factors, 1);
      return factors;
    }
  }

  /**
   * n / (k·n_c) for a class of n_c rows, n rows and k classes that occur, so that every class that
   * occurs has the same weight in all, and all rows together still weigh n; as scikit-learn's
   * {@code compute_class_weight("balanced")} (King and Zeng 2001). 1 for a class without rows.
   *
   * <p>For labels, (rows without it) / (rows with it), so that both weigh the same, as PyTorch
   * advises for {@code pos_weight}; 1 for a label that no row or every row has.
   */
  record Balanced() implements ClassWeight {
    @Override
    public double[] factors(List<String> labels, long[] rows) {
      long all = 0;
      int occurring = 0;
      for (long count : rows) {
        all += count;
        occurring += count > 0 ? 1 : 0;
      }
      double[] factors = new double[rows.length];
      for (int c = 0; c < factors.length; c++) {
        factors[c] = rows[c] == 0 ? 1 : all / ((double) occurring * rows[c]);
      }
      return factors;
    }

    @Override
    public double[] positiveFactors(List<String> labels, long[] having, long rows) {
      return Arrays.stream(having)
          .mapToDouble(with -> with == 0 || with == rows ? 1 : (rows - with) / (double) with)
          .toArray();
    }
  }

  /**
   * Given by label; a class that is not named keeps 1.
   *
   * @param factors finite and above 0
   */
  record ByLabel(Map<String, Double> factors) implements ClassWeight {
    public ByLabel {
      factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
      if (factors.isEmpty()) {
        throw new IllegalArgumentException(
            "classWeight must name at least one label. Received: " + factors);
      }
      factors.forEach(
          (label, factor) -> {
            if (!(factor > 0) || factor.isInfinite() || factor.floatValue() == 0) {
              throw new IllegalArgumentException(
                  "classWeight must be finite and > 0. Received: %s for %s"
                      .formatted(factor, label));
            }
          });
    }

    /** Refuses labels that are not among the classes. */
    public void requireAmong(List<String> labels) {
      for (String label : factors.keySet()) {
        if (!labels.contains(label)) {
          throw new IllegalArgumentException(
              "classWeight must name labels of %s. Received: %s".formatted(labels, label));
        }
      }
    }

    @Override
    public double[] factors(List<String> labels, long[] rows) {
      requireAmong(labels);
      return labels.stream().mapToDouble(label -> factors.getOrDefault(label, 1.0)).toArray();
    }
  }
}
