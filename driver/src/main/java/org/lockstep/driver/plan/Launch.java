package org.lockstep.driver.plan;

/**
 * What a run costs before its first step: the stage and the meeting of the ranks.
 *
 * @param jobSeconds of a Spark job, whatever its tasks
 * @param taskSeconds that each task adds on the driver
 */
public record Launch(double jobSeconds, double taskSeconds) {

  /** A task a core; joining and the roster are a trip to the driver and back. */
  public double seconds(Cluster cluster, Link link) {
    return jobSeconds + taskSeconds * cluster.slots() + 2 * link.latencySeconds();
  }
}
