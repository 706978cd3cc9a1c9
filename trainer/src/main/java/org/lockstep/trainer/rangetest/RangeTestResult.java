package org.lockstep.trainer.rangetest;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The losses that a {@link RangeTest} met, and the learning rates they speak for.
 *
 * <p>Where the loss falls and where it is least is read off windows of about a sixth of the points,
 * which look as far ahead as back: the smoothed loss, an average of what was before, comes tens of
 * steps late, and its first values are those of single mini-batches. The rates speak only for
 * windows that fit between the ends.
 *
 * @param points in the order of the steps
 * @param stopReason a sentence for people
 */
public record RangeTestResult(List<Point> points, String stopReason) implements Serializable {
  private static final int POINTS_PER_HALF_WINDOW = 12;

  /**
   * One step.
   *
   * @param step counted from 1
   * @param learningRate of the step
   * @param loss mean over the step's mini-batch, under the parameters before the step
   * @param smoothedLoss debiased exponential moving average of the losses so far
   */
  public record Point(int step, double learningRate, double loss, double smoothedLoss)
      implements Serializable {}

  public RangeTestResult {
    points = List.copyOf(points);
  }

  /**
   * The rate at which the loss falls the fastest, before its minimum: the middle of the window
   * whose line of least squares, over the logarithm of the rate, is the steepest. Nothing if the
   * loss never falls.
   */
  public OptionalDouble steepest() {
    double deepest = 0;
    OptionalDouble rate = OptionalDouble.empty();
    for (int middle = half(); middle < minimum(); middle++) {
      double slope = slope(middle);
      if (slope < deepest) {
        deepest = slope;
        rate = OptionalDouble.of(points.get(middle).learningRate());
      }
    }
    return rate;
  }

  /**
   * A tenth of the rate at which the loss is least, in the middle of its window: that rate itself
   * is where training begins to break up. Nothing if the loss never falls.
   */
  public OptionalDouble tenthOfMinimum() {
    return minimum() > half()
        ? OptionalDouble.of(points.get(minimum()).learningRate() / 10)
        : OptionalDouble.empty();
  }

  /** The smaller of the two rates: one that is too small costs time, one too great the model. */
  public OptionalDouble suggestion() {
    OptionalDouble steepest = steepest();
    return steepest.isEmpty()
        ? steepest
        : OptionalDouble.of(Math.min(steepest.getAsDouble(), tenthOfMinimum().getAsDouble()));
  }

  /** Points on either side of a window's middle. */
  private int half() {
    return Math.max(1, points.size() / POINTS_PER_HALF_WINDOW);
  }

  /** The middle of the window with the least mean loss, the first of equals. */
  private int minimum() {
    int minimum = half();
    for (int middle = half() + 1; middle < points.size() - half(); middle++) {
      if (mean(middle) < mean(minimum)) {
        minimum = middle;
      }
    }
    return minimum;
  }

  private double mean(int middle) {
    double sum = 0;
    for (int k = -half(); k <= half(); k++) {
      sum += points.get(middle + k).loss();
    }
    return sum / (2 * half() + 1);
  }

  /** Of the line through the window's losses, a step: Σ k·loss / Σ k². */
  private double slope(int middle) {
    double products = 0;
    double squares = 0;
    for (int k = -half(); k <= half(); k++) {
      products += k * points.get(middle + k).loss();
      squares += k * k;
    }
    return products / squares;
  }
}
