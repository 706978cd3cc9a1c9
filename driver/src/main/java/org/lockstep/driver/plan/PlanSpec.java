package org.lockstep.driver.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a plan is asked for.
 *
 * @param clusters ascending, at least one
 * @param noise of the cluster's machines; nothing for what this one shows
 * @param seconds how long this machine's arithmetic is measured, 1 … 600
 * @param seed of the simulation
 */
public record PlanSpec(
    List<Cluster> clusters,
    Bandwidth bandwidth,
    Latency latency,
    Optional<Noise> noise,
    double seconds,
    long seed) {

  public PlanSpec {
    if (clusters.isEmpty()) {
      throw new IllegalArgumentException("executors must name at least one number. Received: none");
    }
    if (!(seconds >= 1 && seconds <= 600)) {
      throw new IllegalArgumentException("seconds must be from 1 to 600. Received: " + seconds);
    }
  }

  /** The largest cluster. */
  public Cluster largest() {
    return clusters.get(clusters.size() - 1);
  }
}
