package org.lockstep.driver.plan;

import java.util.List;

/** Plans for tests of what is made of them. */
public final class Plans {
  private Plans() {}

  /** Small steps that no second executor speeds up. */
  public static Plan tweets(PlanSpec spec) {
    Workload job = Jobs.tweets();
    CostModel model = Jobs.model(0.2);
    MachineTimes machine =
        new MachineTimes(
            Jobs.MACHINE,
            Noise.ofVariation(0.2),
            List.of(new MachineTimes.Point(512, 6.0e-4, 6.3e-4)));
    return new Planner(model, job, spec).plan(8784, machine, Jobs.LINK, machine.noise(), model);
  }
}
