package org.lockstep.driver.plan;

import java.util.Optional;

/**
 * What a job asks of every step.
 *
 * @param trainRows rows of an epoch
 * @param validationRows rows scored after an epoch
 * @param batchSize rows a step, over all ranks
 * @param period steps between averages; 1: gradients are averaged in every step
 * @param workers V, logical workers
 * @param epochs the most epochs of a run
 * @param columns floats of a row of the first kernel
 * @param smallFloats parameters that every rank sends to all and updates: small layers
 * @param largeFloats parameters of which every rank updates its share and sends it to all: large
 *     layers, but not a sparse first kernel
 * @param parameters all of them
 * @param stateArrays that the optimizer keeps, each as long as the parameters
 * @param touched the features of a batch; nothing if they are dense
 */
public record Workload(
    long trainRows,
    long validationRows,
    int batchSize,
    int period,
    int workers,
    int epochs,
    int columns,
    int smallFloats,
    int largeFloats,
    int parameters,
    int stateArrays,
    Optional<TouchedFeatures> touched) {

  /** The same rows in steps of another size. */
  public Workload withBatchSize(int size) {
    return with(size, period);
  }

  /** The same with another number of steps between averages. */
  public Workload withPeriod(int steps) {
    return with(batchSize, steps);
  }

  private Workload with(int size, int steps) {
    return new Workload(
        trainRows,
        validationRows,
        size,
        steps,
        workers,
        epochs,
        columns,
        smallFloats,
        largeFloats,
        parameters,
        stateArrays,
        touched);
  }

  /** Steps of an epoch. */
  public long steps() {
    return (trainRows + batchSize - 1) / batchSize;
  }

  /** Rows of a step; the mean, since the last one may be short. */
  public double stepRows() {
    return (double) trainRows / steps();
  }

  /** Expected rows of the first kernel that so many examples touch; 0 if all are always touched. */
  public double touchedRows(double examples) {
    return touched.map(features -> features.expected(examples)).orElse(0.0);
  }

  /** Logical workers on a cluster: V, or one a core if that is more. */
  public int workersOn(Cluster cluster) {
    return Math.max(workers, cluster.slots());
  }
}
