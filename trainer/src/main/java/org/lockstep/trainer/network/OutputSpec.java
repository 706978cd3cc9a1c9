package org.lockstep.trainer.network;

import java.io.Serializable;

/** What a network makes of its logits. */
public sealed interface OutputSpec extends Serializable {

  /** What the task and the loss say: softmax, sigmoid, e^z for Poisson, or the logits. */
  record Natural() implements OutputSpec {}

  /**
   * A perceptron's answer of a binary network, without probabilities: 1 where the logit is above 0,
   * else 0. The loss trains on the logit as ever.
   */
  record Threshold() implements OutputSpec {}

  /**
   * Numbers that stay within bounds: y = g(z), strictly rising, and the loss compares y with the
   * target.
   *
   * <pre>
   *   both bounds:  y = lower + (upper − lower)·σ(z)
   *   lower alone:  y = lower + ln(1 + eᶻ)
   *   upper alone:  y = upper − ln(1 + e⁻ᶻ)
   * </pre>
   *
   * @param lower −∞ for none
   * @param upper above {@code lower}; +∞ for none
   */
  record Bounded(double lower, double upper) implements OutputSpec {
    public Bounded {
      if (!hasLower(lower) && !hasUpper(upper)) {
        throw new IllegalArgumentException(
            "lower and upper must not both be infinite. Received: %s and %s"
                .formatted(lower, upper));
      }
      requireFloat("lower", lower, hasLower(lower));
      requireFloat("upper", upper, hasUpper(upper));
      if (!(lower < upper)) {
        throw new IllegalArgumentException(
            "upper must be > lower, %s. Received: %s".formatted(lower, upper));
      }
    }

    private static boolean hasLower(double lower) {
      return lower != Double.NEGATIVE_INFINITY;
    }

    private static boolean hasUpper(double upper) {
      return upper != Double.POSITIVE_INFINITY;
    }

    private static void requireFloat(String name, double value, boolean given) {
      if (given && !Float.isFinite((float) value)) {
        throw new IllegalArgumentException(name + " must be a finite float. Received: " + value);
      }
    }

    public boolean hasLower() {
      return hasLower(lower);
    }

    public boolean hasUpper() {
      return hasUpper(upper);
    }

    /** For people: {@code 0.0 to 1.0}, {@code >= 0.0}, {@code <= 1.0}. */
    String words() {
      if (!hasUpper()) {
        return ">= " + lower;
      }
      return hasLower() ? lower + " to " + upper : "<= " + upper;
    }
  }
}
