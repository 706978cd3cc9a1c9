package org.lockstep.driver.search.spec;

/**
 * When a search gives out no more trials; those under way are finished.
 *
 * @param minutes since its start, over all resumptions; 0 for no limit. With one the winner may
 *     depend on the cluster
 * @param patience trials in a row that were not better than the best before them; 0 for no limit
 */
public record BudgetSpec(double minutes, int patience) {

  public BudgetSpec {
    if (!(minutes >= 0) || Double.isInfinite(minutes)) {
      throw new IllegalArgumentException("minutes must be >= 0 and finite. Received: " + minutes);
    }
    if (patience < 0) {
      throw new IllegalArgumentException("patience must be >= 0. Received: " + patience);
    }
  }

  public static BudgetSpec unlimited() {
    return new BudgetSpec(0, 0);
  }
}
