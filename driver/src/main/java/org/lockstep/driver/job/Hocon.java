package org.lockstep.driver.job;

/** Text that stands in a job file as it is. */
record Hocon(String text) {
  @Override
  public String toString() {
    return text;
  }
}
