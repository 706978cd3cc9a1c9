package org.lockstep.driver.plan;

/**
 * What the model says of a job on a cluster, in seconds of a step's mean.
 *
 * @param workers logical workers: the job's, or one a core if that is more
 * @param computeSeconds of the arithmetic that the plain trainer does, too
 * @param mergeSeconds of packing and adding what came from others
 * @param networkSeconds of latency and bytes
 * @param waitSeconds for the slowest rank
 * @param bytesPerStep that a rank sends
 * @param epochSeconds with the validation rows' scores
 * @param launchSeconds before the first step
 * @param speedUp over the plain trainer on one machine with as many cores as an executor
 */
public record Prediction(
    Cluster cluster,
    int workers,
    int batchSize,
    int period,
    double computeSeconds,
    double mergeSeconds,
    double networkSeconds,
    double waitSeconds,
    double bytesPerStep,
    double epochSeconds,
    double launchSeconds,
    double speedUp) {

  public double stepSeconds() {
    return computeSeconds + mergeSeconds + networkSeconds + waitSeconds;
  }

  public double epochsPerHour() {
    return 3600 / epochSeconds;
  }

  /** The share of the executors that pays: speed-up over executors. */
  public double efficiency() {
    return speedUp / cluster.executors();
  }
}
