package org.lockstep.driver.plan;

import java.util.List;

/**
 * The time of a step on n executors of c cores:
 *
 * <pre>
 * T(n) = Σ over a step's exchanges of  E[max of n]·w + L + (n − 1)·(o + m/β)
 * </pre>
 *
 * with the arithmetic w of a rank before the exchange and the message m to each other rank ({@link
 * RankWork}), the wait for the slowest ({@link Noise}) and the cards ({@link Link}). An epoch is
 * its steps, the rows that had been left behind, and the validation rows.
 *
 * <p>All cores are taken to be this machine's.
 */
public final class CostModel {
  private final Arithmetic arithmetic;
  private final Link link;
  private final Noise noise;
  private final Launch launch;

  public CostModel(Arithmetic arithmetic, Link link, Noise noise, Launch launch) {
    this.arithmetic = arithmetic;
    this.link = link;
    this.noise = noise;
    this.launch = launch;
  }

  /** The plain trainer in one process with so many threads; nothing is launched. */
  public double plainEpochSeconds(Workload job, int threads) {
    return epochSeconds(job, new Cluster(1, threads), plainStepSeconds(job, threads));
  }

  private double plainStepSeconds(Workload job, int threads) {
    return RankWork.of(job, arithmetic, new Cluster(1, threads)).get(0).seconds() / job.period();
  }

  public Prediction predict(Workload job, Cluster cluster) {
    int ranks = cluster.executors();
    double slowest = noise.expectedMaximum(ranks);
    double compute = 0;
    double merge = 0;
    double network = 0;
    double bytes = 0;
    for (RankWork work : RankWork.of(job, arithmetic, cluster)) {
      compute += work.computeSeconds() / job.period();
      merge += work.mergeSeconds() / job.period();
      network += link.exchangeSeconds(ranks, work.messageBytes()) / job.period();
      bytes += (ranks - 1) * work.messageBytes() / job.period();
    }
    double wait = (slowest - 1) * (compute + merge);
    double step = compute + merge + network + wait;
    double epoch = epochSeconds(job, cluster, step);
    if (ranks > 1 && job.validationRows() > 0) {
      epoch += link.exchangeSeconds(ranks, 0); // the totals of the validation rows
    }
    return new Prediction(
        cluster,
        job.workersOn(cluster),
        job.batchSize(),
        job.period(),
        compute,
        merge,
        network,
        wait,
        bytes,
        epoch,
        launch.seconds(cluster, link),
        plainEpochSeconds(job, cluster.cores()) / epoch);
  }

  /** Predictions of the same job, a cluster each. */
  public List<Prediction> predict(Workload job, List<Cluster> clusters) {
    return clusters.stream().map(cluster -> predict(job, cluster)).toList();
  }

  private double epochSeconds(Workload job, Cluster cluster, double stepSeconds) {
    double share = arithmetic.share(cluster.cores());
    double scores = arithmetic.scoreSeconds() * job.validationRows() / cluster.executors();
    return job.steps() * stepSeconds + share * (arithmetic.settleSeconds() + scores);
  }

  /** A step of the same ranks, message by message. */
  public Simulation simulation(Workload job, Cluster cluster, long seed) {
    return new Simulation(
        RankWork.of(job, arithmetic, cluster),
        link,
        noise,
        cluster.executors(),
        job.period(),
        seed);
  }
}
