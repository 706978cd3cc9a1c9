package org.lockstep.driver.search.judge;

/** Whether more of a metric is better. A search knows scores alone, and more score is better. */
public enum Direction {
  MAXIMIZE(1),
  MINIMIZE(-1);

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /** The score of a metric's value. */
  public double score(double value) {
    return sign * value;
  }

  /** The metric's value of a score. */
  public double value(double score) {
    return sign * score;
  }
}
