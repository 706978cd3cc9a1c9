package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.driver.trial.TrialSlots;
import org.lockstep.driver.trial.TrialTraining;
import org.lockstep.driver.trial.TrialWork;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.FusedTraining;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Watching;

/** Each slot trains whole trials on rows that every executor holds. */
final class WholeTrialSpread implements TrialSpread {
  /**
   * Units of first layers that are trained together, at most. Beyond, their weights and moments no
   * longer stay in a core's cache from one step to the next, as those of one network do.
   */
  private static final int WIDEST = 256;

  private final TrialSlots slots;
  private final List<String> labels;
  private final String metric;
  private final int epochs;
  private final Paused paused;
  private final int atOnce;

  /**
   * @param epochs of a trial that runs to its end
   */
  WholeTrialSpread(
      JavaSparkContext spark,
      String group,
      List<String> labels,
      String metric,
      int epochs,
      Paused paused) {
    this.slots = new TrialSlots(spark, group);
    this.labels = labels;
    this.metric = metric;
    this.epochs = epochs;
    this.paused = paused;
    this.atOnce = Math.max(1, spark.defaultParallelism());
  }

  @Override
  public boolean wholeTrials() {
    return true;
  }

  @Override
  public int atOnce() {
    return atOnce;
  }

  @Override
  public TrialReport train(Task task, int part, JobSpec job, DivisionRows.Prepared rows)
      throws IOException {
    TrialWork work = work(task, job, rows, paused.before(task, part));
    TrialReport report = slots.train(work, rows.shared().orElseThrow(), title(task, part));
    paused.keep(task, part, report.state());
    return report;
  }

  private TrialWork work(Task task, JobSpec job, DivisionRows.Prepared rows, byte[] state) {
    return new TrialWork(
        network(job, rows),
        training(job, task.toEpoch()),
        job.threshold(),
        metric,
        state,
        task.toEpoch() < epochs,
        false,
        Split.VALIDATION);
  }

  @Override
  public Optional<String> apart(List<Training> trainings, DivisionRows.Prepared rows) {
    if (trainings.stream().anyMatch(each -> each.task().fromEpoch() > 0)) {
      return Optional.of("a trial that goes on is trained alone");
    }
    List<TrialWork> works = works(trainings, rows);
    int units = works.stream().mapToInt(work -> FusedTraining.units(work.network())).sum();
    return units > WIDEST
        ? Optional.of("first layers of %d units do not fit beside each other".formatted(units))
        : TrialTraining.refusal(works, rows.data().shards().sparse());
  }

  @Override
  public List<TrialReport> train(List<Training> trainings, int part, DivisionRows.Prepared rows) {
    String title =
        "trials %s together, division %d"
            .formatted(
                trainings.stream()
                    .map(each -> Integer.toString(each.task().trial()))
                    .collect(Collectors.joining(", ")),
                part + 1);
    return slots.train(works(trainings, rows), rows.shared().orElseThrow(), title);
  }

  private List<TrialWork> works(List<Training> trainings, DivisionRows.Prepared rows) {
    return trainings.stream()
        .map(each -> work(each.task(), each.job(), rows, new byte[0]))
        .toList();
  }

  @Override
  public TrialReport trainWatched(Task task, int part, JobSpec job, DivisionRows.Prepared rows) {
    return whole(
        job,
        training(job, task.toEpoch()),
        rows,
        true,
        Split.VALIDATION,
        title(task, part) + ", its curve");
  }

  @Override
  public TrialReport trainTested(JobSpec job, DivisionRows.Prepared rows, String title) {
    TrainingSpec training = training(job, job.training().epochs());
    return whole(job, training, rows, false, Split.TEST, title);
  }

  private TrialReport whole(
      JobSpec job,
      TrainingSpec training,
      DivisionRows.Prepared rows,
      boolean watched,
      Split judges,
      String title) {
    TrialWork work =
        new TrialWork(
            network(job, rows),
            training,
            job.threshold(),
            metric,
            new byte[0],
            false,
            watched,
            judges);
    return slots.train(work, rows.shared().orElseThrow(), title);
  }

  private NetworkSpec network(JobSpec job, DivisionRows.Prepared rows) {
    return NetworkFit.require(job, rows.data().network(job, labels), rows.data().shards());
  }

  private static TrainingSpec training(JobSpec job, int epochs) {
    return job.training().with(epochs, job.training().earlyStopping()).with(Watching.OFF);
  }

  private static String title(Task task, int part) {
    return "trial %d, division %d: %s".formatted(task.trial(), part + 1, task.setting());
  }

  @Override
  public void cancel() {
    slots.cancel();
  }
}
