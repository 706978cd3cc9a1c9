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
  public void requireTrainable(TrialPart part, DivisionRows.Prepared rows) {
    rows.data().trainable(part.job(), labels);
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
  public List<TrialReport> trainInTurn(List<TrialPart> parts, DivisionRows.Prepared rows)
      throws IOException {
    List<TrialWork> works = new ArrayList<>();
    for (TrialPart part : parts) {
      works.add(work(part, rows, paused.before(part.task(), part.part())));
    }
    List<TrialReport> reports =
        slots.trainInTurn(works, rows.shared().orElseThrow(), title(parts, "in turn"));
    for (int i = 0; i < reports.size(); i++) {
      paused.keep(parts.get(i).task(), parts.get(i).part(), reports.get(i).state());
    }
    return reports;
  }

  @Override
  public List<TrialReport> trainTogether(List<TrialPart> parts, DivisionRows.Prepared rows) {
    List<TrialWork> works = parts.stream().map(part -> work(part, rows, NONE)).toList();
    return slots.trainTogether(works, rows.shared().orElseThrow(), title(parts, "together"));
  }

  private static String title(List<TrialPart> parts, String how) {
    if (parts.size() == 1) {
      return parts.get(0).title();
    }
    String trials =
        parts.stream()
            .map(part -> Integer.toString(part.task().trial()))
            .collect(Collectors.joining(", "));
    return "trials %s %s, division %d".formatted(trials, how, parts.get(0).part() + 1);
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
    return slots.trainInTurn(List.of(work), rows.shared().orElseThrow(), title).get(0);
  }

  private TrialWork work(
      JobSpec job,
      TrainingSpec training,
      DivisionRows.Prepared rows,
      byte[] before,
      boolean pauses,
      boolean watched,
      Split judges) {
    NetworkSpec network = rows.data().trainable(job, labels);
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
