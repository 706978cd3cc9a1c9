package org.lockstep.driver.faults;

import java.util.List;

/** The faults of one rank in one attempt. Used by the thread that leads the rank. */
public final class Faults {
  private final List<Fault> faults;
  private final int[] passed = new int[FaultSite.values().length];

  Faults(List<Fault> faults) {
    this.faults = faults;
  }

  /** No fault will strike. */
  public boolean none() {
    return faults.isEmpty();
  }

  /** The rank comes by such a place; what is planned for it strikes. */
  public void pass(FaultSite site) {
    if (faults.isEmpty()) {
      return;
    }
    strike(site, ++passed[site.ordinal()]);
  }

  /**
   * What is planned for a place strikes.
   *
   * @param number of the place, counted from 1
   */
  void strike(FaultSite site, int number) {
    for (Fault fault : faults) {
      if (fault.isAt(site, number)) {
        fault.action().strike(fault.title());
      }
    }
  }
}
