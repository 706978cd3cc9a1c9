package org.lockstep.trainer.schedule;

/** factor = 1. */
public record Constant() implements ScheduleSpec {

  @Override
  public String name() {
    return "constant";
  }

  @Override
  public double factorAt(long step) {
    return 1;
  }
}
