package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.driver.trial.TrialSlots;
import org.lockstep.driver.trial.TrialWork;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.watching.Watching;

/** Each slot trains whole trials on rows that every executor holds. */
final class WholeTrialSpread implements TrialSpread {
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
    NetworkSpec network =
        NetworkFit.require(job, rows.data().network(job, labels), rows.data().shards());
    TrialWork work =
        new TrialWork(
            network,
            job.training().with(task.toEpoch(), job.training().earlyStopping()).with(Watching.OFF),
            job.threshold(),
            metric,
            paused.before(task, part),
            task.toEpoch() < epochs);
    TrialReport report =
        slots.train(
            work,
            rows.shared().orElseThrow(),
            "trial %d, division %d: %s".formatted(task.trial(), part + 1, task.setting()));
    paused.keep(task, part, report.state());
    return report;
  }

  @Override
  public void cancel() {
    slots.cancel();
  }
}
