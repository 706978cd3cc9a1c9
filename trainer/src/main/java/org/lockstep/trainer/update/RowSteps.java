package org.lockstep.trainer.update;

/** Rows of a first kernel that make the steps of a log later. */
public interface RowSteps {

  /**
   * Has memory bring rows that are brought up or updated next.
   *
   * @param which of the rows first … first + 63, a bit each
   */
  void prefetch(int first, long which, Hand hand);

  /** Brings a row up to the steps of the log, in none of which it had a gradient. */
  void bringUp(int row, Hand hand);

  /**
   * Brings a row up to the steps of the log, of which it makes the first with a gradient.
   *
   * @param gradient the merged sums, from {@code gradientFrom} on; may be changed
   */
  void update(int row, float[] gradient, int gradientFrom, Hand hand);
}
