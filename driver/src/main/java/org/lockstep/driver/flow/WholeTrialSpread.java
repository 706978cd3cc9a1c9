package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.trial.KeptState;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.driver.trial.TrialSlots;
import org.lockstep.driver.trial.TrialTraining;
import org.lockstep.driver.trial.TrialWork;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fused.FusedWidth;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** Each slot trains whole trials on rows that every executor holds. */
final class WholeTrialSpread implements TrialSpread {
  /** The state of a trial that begins. */
  private static final byte[] NONE = {};

  private final TrialSlots slots;
  private final Configuration hadoop;
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
    this.hadoop = spark.hadoopConfiguration();
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
  public Optional<String> apart(List<TrialPart> parts, DivisionRows.Prepared rows) {
    if (parts.stream().anyMatch(part -> part.task().fromEpoch() > 0)) {
      return Optional.of("a trial that goes on is trained alone");
    }
    if (parts.stream().anyMatch(part -> part.job().warmStart().isPresent())) {
      return Optional.of("a trial that starts from a model is trained alone");
    }
    List<TrialWork> works = parts.stream().map(part -> work(part, rows, NONE)).toList();
    return TrialTraining.refusal(works, rows.data().shards().sparse())
        .or(() -> FusedWidth.refusal(networks(works), touchesMost(works, rows)));
  }

  private static List<NetworkSpec> networks(List<TrialWork> works) {
    return works.stream().map(TrialWork::network).toList();
  }

  /** All have the same batch size. */
  private static boolean touchesMost(List<TrialWork> works, DivisionRows.Prepared rows) {
    return rows.shared().orElseThrow().touchesMost(works.get(0).training().batchSize());
  }

  @Override
  public List<TrialReport> train(List<TrialPart> parts, DivisionRows.Prepared rows)
      throws IOException {
    if (parts.size() > 1 && apart(parts, rows).isEmpty()) {
      return together(parts, rows);
    }
    List<TrialReport> reports = new ArrayList<>();
    for (TrialPart part : parts) {
      byte[] before = paused.before(part.task(), part.part());
      TrialReport report = train(work(part, rows, before), rows, part.title());
      paused.keep(part.task(), part.part(), report.state());
      reports.add(report);
    }
    return reports;
  }

  private List<TrialReport> together(List<TrialPart> parts, DivisionRows.Prepared rows) {
    String trials =
        parts.stream()
            .map(part -> Integer.toString(part.task().trial()))
            .collect(Collectors.joining(", "));
    String title = "trials %s together, division %d".formatted(trials, parts.get(0).part() + 1);
    List<TrialWork> works = parts.stream().map(part -> work(part, rows, NONE)).toList();
    return slots.train(works, rows.shared().orElseThrow(), title);
  }

  private TrialWork work(TrialPart part, DivisionRows.Prepared rows, byte[] before) {
    boolean pauses = part.task().toEpoch() < epochs;
    return work(part.job(), part.training(), rows, before, pauses, false, Split.VALIDATION);
  }

  @Override
  public TrialReport trainWatched(TrialPart part, DivisionRows.Prepared rows) {
    TrialWork work = work(part.job(), part.training(), rows, NONE, false, true, Split.VALIDATION);
    return train(work, rows, part.title() + ", its curve");
  }

  @Override
  public TrialReport trainTested(JobSpec job, DivisionRows.Prepared rows, String title) {
    TrainingSpec training = TrialPart.unwatched(job, job.training().epochs());
    return train(work(job, training, rows, NONE, false, false, Split.TEST), rows, title);
  }

  private TrialReport train(TrialWork work, DivisionRows.Prepared rows, String title) {
    return slots.train(work, rows.shared().orElseThrow(), title);
  }

  private TrialWork work(
      JobSpec job,
      TrainingSpec training,
      DivisionRows.Prepared rows,
      byte[] before,
      boolean pauses,
      boolean watched,
      Split judges) {
    NetworkSpec network =
        NetworkFit.require(job, rows.data().network(job, labels), rows.data().shards());
    byte[] state = before.length > 0 ? before : beginning(job, network, rows);
    return new TrialWork(
        network, training, job.threshold(), metric, state, pauses, watched, judges);
  }

  private byte[] beginning(JobSpec job, NetworkSpec network, DivisionRows.Prepared rows) {
    return Beginning.ofTrial(job, network, rows.data(), labels, hadoop)
        .map(KeptState::write)
        .orElse(NONE);
  }

  @Override
  public void cancel() {
    slots.cancel();
  }
}
