package org.lockstep.trainer.training;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The losses that a {@link RangeTest} met, and the learning rates they speak for.
 *
 * @param points in the order of the steps
 * @param stopReason a sentence for people
 */
public record RangeTestResult(List<Point> points, String stopReason) {

  /**
   * One step.
   *
   * @param step counted from 1
   * @param learningRate of the step
   * @param loss mean over the step's mini-batch, under the parameters before the step
   * @param smoothedLoss debiased exponential moving average of the losses so far
   */
  public record Point(int step, double learningRate, double loss, double smoothedLoss) {}

  public RangeTestResult {
    points = List.copyOf(points);
  }

  /**
   * The rate at which the smoothed loss fell the fastest from one step to the next, up to its
   * minimum; the steps are even in the logarithm of the rate. Nothing if it never fell.
   */
  public OptionalDouble steepest() {
    double deepest = 0;
    OptionalDouble rate = OptionalDouble.empty();
    for (int i = 0; i < minimum(); i++) {
      double fall = points.get(i).smoothedLoss() - points.get(i + 1).smoothedLoss();
      if (fall > deepest) {
        deepest = fall;
        rate = OptionalDouble.of(points.get(i).learningRate());
      }
    }
    return rate;
  }

  /**
   * A tenth of the rate at which the smoothed loss was least: that rate itself is where training
   * begins to break up. Nothing if the loss never fell.
   */
  public OptionalDouble tenthOfMinimum() {
    return minimum() > 0
        ? OptionalDouble.of(points.get(minimum()).learningRate() / 10)
        : OptionalDouble.empty();
  }

  /** The index of the least smoothed loss, the first of equals; 0 without points. */
  private int minimum() {
    int minimum = 0;
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).smoothedLoss() < points.get(minimum).smoothedLoss()) {
        minimum = i;
      }
    }
    return minimum;
  }
}
