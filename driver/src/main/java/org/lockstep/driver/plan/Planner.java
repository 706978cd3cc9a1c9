package org.lockstep.driver.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Asks a cost model what a plan tells: predictions, their simulation, the best settings. */
public final class Planner {
  /** A simulated step of more ranks has millions of messages. */
  private static final int MOST_SIMULATED = 1024;

  private static final int MOST_CHOICES = 7;

  /** An epoch of fewer steps is another way to train. */
  private static final int FEWEST_STEPS = 4;

  private final CostModel model;
  private final Workload job;
  private final PlanSpec spec;

  public Planner(CostModel model, Workload job, PlanSpec spec) {
    this.model = model;
    this.job = job;
    this.spec = spec;
  }

  /**
   * The plan of a job that was measured on so many of its rows.
   *
   * @param here the model of executors that are processes of this machine
   */
  public Plan plan(int sampledRows, MachineTimes machine, Link link, Noise noise, CostModel here) {
    List<Prediction> candidates = model.predict(job, candidates());
    return new Plan(
        job,
        sampledRows,
        machine,
        link,
        noise,
        spec.clusters().stream().map(this::row).toList(),
        fastest(candidates),
        OneMachine.words(candidates),
        choices(batches()),
        choices(periods()),
        here,
        List.of());
  }

  private Plan.Row row(Cluster cluster) {
    OptionalDouble simulated =
        cluster.executors() > MOST_SIMULATED
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                model
                    .simulation(job, cluster, spec.seed())
                    .stepSeconds(Simulation.rounds(cluster.executors())));
    return new Plan.Row(model.predict(job, cluster), simulated);
  }

  /** Every number of executors up to 64, then a tenth more each time, and those asked for. */
  private List<Cluster> candidates() {
    TreeSet<Integer> counts = new TreeSet<>();
    int most = spec.largest().executors();
    for (int count = 1; count <= most; count = Math.max(count + 1, (int) (count * 1.1))) {
      counts.add(count);
    }
    IntStream.rangeClosed(1, Math.min(64, most)).forEach(counts::add);
    spec.clusters().forEach(cluster -> counts.add(cluster.executors()));
    int cores = spec.largest().cores();
    return counts.stream().map(count -> new Cluster(count, cores)).toList();
  }

  private List<Workload> batches() {
    List<Workload> jobs = new ArrayList<>();
    long size = job.batchSize();
    while (jobs.size() < MOST_CHOICES
        && (jobs.isEmpty() || FEWEST_STEPS * size <= job.trainRows())) {
      jobs.add(job.withBatchSize((int) size));
      size *= 2;
    }
    return jobs;
  }

  private List<Workload> periods() {
    return Stream.iterate(job.period(), period -> period <= job.steps(), period -> 2 * period)
        .limit(MOST_CHOICES)
        .map(job::withPeriod)
        .toList();
  }

  private List<Plan.Choice> choices(List<Workload> jobs) {
    double plain = model.plainEpochSeconds(job, spec.largest().cores());
    return jobs.stream()
        .map(each -> fastest(model.predict(each, candidates())))
        .map(best -> new Plan.Choice(best, plain / best.epochSeconds()))
        .toList();
  }

  private static Prediction fastest(List<Prediction> predictions) {
    return predictions.stream()
        .min(Comparator.comparingDouble(Prediction::epochSeconds))
        .orElseThrow();
  }
}
