package org.lockstep.trainer.table;

import java.io.Serializable;
import java.util.Locale;

/**
 * What happens to a blank numeric feature, read or derived.
 *
 * @param rule drop the row, or fill with a number of the training split, or with a constant
 * @param constant the number of {@link Rule#CONSTANT}; 0 for the other rules
 */
public record NumericBlanks(Rule rule, double constant) implements Serializable {

  /** The choices. */
  public enum Rule {
    /** The row is rejected, reason {@code blank_value}. */
    DROP,
    /** Filled with the mean of the training split's values. */
    MEAN,
    /** Filled with their median; of an even number of values, the mean of the middle two. */
    MEDIAN,
    /** Filled with a given number. */
    CONSTANT;

    /** The word in job files and cards. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NumericBlanks {
    if (!Double.isFinite(constant)) {
      throw new IllegalArgumentException("constant must be finite. Received: " + constant);
    }
    if (rule != Rule.CONSTANT && constant != 0) {
      throw new IllegalArgumentException(
          "constant must be 0 unless the rule is constant. Received: " + constant);
    }
  }

  public static NumericBlanks drop() {
    return new NumericBlanks(Rule.DROP, 0);
  }

  public static NumericBlanks mean() {
    return new NumericBlanks(Rule.MEAN, 0);
  }

  public static NumericBlanks median() {
    return new NumericBlanks(Rule.MEDIAN, 0);
  }

  public static NumericBlanks constant(double value) {
    return new NumericBlanks(Rule.CONSTANT, value);
  }
}
