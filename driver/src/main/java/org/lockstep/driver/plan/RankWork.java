package org.lockstep.driver.plan;

import java.util.List;

/**
 * What one rank does between two exchanges and what it then sends; a round is a list of these. The
 * model and the simulation read the same rounds, and disagree only about how ranks wait.
 *
 * @param computeSeconds of what the plain trainer does, too
 * @param mergeSeconds of packing, unpacking and adding
 * @param messageBytes to each other rank
 */
record RankWork(double computeSeconds, double mergeSeconds, double messageBytes) {
  /** Of a message: its kind, step, lengths; the totals and the agreed wishes. */
  private static final int HEADER_BYTES = 128;

  double seconds() {
    return computeSeconds + mergeSeconds;
  }

  /** The round of a job on a cluster. */
  static List<RankWork> of(Workload job, Arithmetic arithmetic, Cluster cluster) {
    return job.period() == 1
        ? gradients(job, arithmetic, cluster)
        : averages(job, arithmetic, cluster);
  }

  /**
   * A step that averages gradients. Each rank computes its rows, sends the rows of the first kernel
   * that they touch and the small layers to all, and each share of the large layers to its owner;
   * then it adds what came, updates the touched rows of all and the small layers like everyone
   * else, and, if there are large layers, its share of them, which it sends to all.
   *
   * <p>What a step costs beside its rows is taken to be in proportion to the parameters that a rank
   * updates.
   */
  private static List<RankWork> gradients(Workload job, Arithmetic cost, Cluster cluster) {
    int ranks = cluster.executors();
    double share = cost.share(cluster.cores());
    double own = job.stepRows() / ranks;
    double updated = job.touchedRows(job.stepRows());
    double slice = (double) job.largeFloats() / ranks;
    double dense = Math.max(1, job.smallFloats() + job.largeFloats());
    double fixed = cost.stepSeconds() * (job.smallFloats() + slice) / dense;
    double compute = (fixed + plain(job, cost, cluster, own, updated)) * share;
    if (ranks == 1) {
      return List.of(new RankWork(compute, 0, 0));
    }
    double others = ranks - 1.0;
    double ownTouched = job.touchedRows(own);
    double toAll = ownTouched * job.columns() + job.smallFloats();
    double pack = (toAll + job.largeFloats()) * cost.packSeconds();
    double add = others * (toAll + slice) * cost.mergeSeconds();
    double bytes = HEADER_BYTES + ownTouched * Integer.BYTES + (toAll + slice) * Float.BYTES;
    if (job.largeFloats() == 0) {
      return List.of(new RankWork(compute, pack + add, bytes));
    }
    return List.of(
        new RankWork(compute, pack, bytes),
        new RankWork(0, add + slice * cost.packSeconds(), HEADER_BYTES + slice * Float.BYTES));
  }

  /**
   * A round of k steps that each logical worker makes alone, then an average of the parameters and
   * the optimizer's state, slice by slice (SparkNet, ICLR 2016; local SGD, Stich, ICLR 2019).
   */
  private static List<RankWork> averages(Workload job, Arithmetic cost, Cluster cluster) {
    int ranks = cluster.executors();
    double share = cost.share(cluster.cores());
    int workers = job.workersOn(cluster);
    double each = job.stepRows() / workers;
    double step =
        cost.stepSeconds()
            + each * cost.rowSeconds()
            + job.touchedRows(each) * cost.touchedSeconds();
    double own = (double) workers / ranks;
    double floats = (1.0 + job.stateArrays()) * job.parameters();
    double compute = job.period() * own * step * share;
    double inside = (own - 1) * floats * cost.mergeSeconds() * share;
    if (ranks == 1) {
      return List.of(new RankWork(compute, inside, 0));
    }
    double slice = floats / ranks;
    double bytes = HEADER_BYTES + slice * Float.BYTES;
    double pack = floats * cost.packSeconds();
    return List.of(
        new RankWork(compute, inside + pack, bytes),
        new RankWork(
            0, (ranks - 1) * slice * cost.mergeSeconds() + slice * cost.packSeconds(), bytes));
  }

  private static double plain(
      Workload job, Arithmetic cost, Cluster cluster, double rows, double updated) {
    double own = (double) job.workersOn(cluster) / cluster.executors();
    return (own - 1) * cost.workerSeconds()
        + rows * cost.rowSeconds()
        + updated * cost.touchedSeconds();
  }
}
