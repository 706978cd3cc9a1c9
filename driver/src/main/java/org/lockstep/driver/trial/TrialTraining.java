package org.lockstep.driver.trial;

import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.trial.TrialReport.Builder;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fused.FusedOutcome;
import org.lockstep.trainer.fused.FusedTraining;
import org.lockstep.trainer.fused.FusedTrial;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Trains a trial in the calling thread, all V logical workers one after the other: the bits of a
 * training of the same job that is spread over a cluster. What goes wrong is an answer, too: a
 * trial that fails costs itself only.
 */
public final class TrialTraining {
  private TrialTraining() {}

  /**
   * @param shards of all workers, in their order; only training rows and those that judge are
   *     looked at
   * @param slot a name for where this runs
   */
  public static TrialReport run(TrialWork work, List<WorkerShards> shards, String slot) {
    Builder report = new Builder(slot);
    try {
      return train(work, shards, report);
    } catch (DivergedException e) {
      return report.failed(e.getMessage(), false);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return report.failed(sentence(e), false);
    } catch (OutOfMemoryError e) {
      // Its arrays are garbage by now: the executor lives on.
      return report.failed("out of memory: " + e.getMessage(), true);
    } catch (RuntimeException | IOException e) {
      return report.failed(sentence(e), true);
    }
  }

  /**
   * Why trials cannot be trained together; empty if they can.
   *
   * @param sparse whether their rows are
   */
  public static Optional<String> refusal(List<TrialWork> works, boolean sparse) {
    return works.stream().anyMatch(work -> work.goesOn() || work.keepState())
        ? Optional.of("a trial that may pause is trained alone")
        : FusedTraining.refusal(works.stream().map(TrialTraining::fused).toList(), sparse);
  }

  /**
   * As {@link #run} for several trials, one after the other.
   *
   * @return one a trial, in their order
   */
  public static TrialReport[] runInTurn(
      List<TrialWork> works, List<WorkerShards> shards, String slot) {
    return works.stream().map(work -> run(work, shards, slot)).toArray(TrialReport[]::new);
  }

  /**
   * As {@link #run} for several trials at once, with the same bits.
   *
   * @return one a trial, in their order; each says its share of the time
   */
  public static TrialReport[] runTogether(
      List<TrialWork> works, List<WorkerShards> shards, String slot) {
    List<Builder> reports = works.stream().map(work -> new Builder(slot, works.size())).toList();
    try {
      TrialWork first = works.get(0);
      Map<Split, List<Shard>> rows = splits(shards, first.judges());
      // Who is not watched does not see the validation rows, and one of them decides for all.
      boolean watched = works.stream().anyMatch(TrialWork::isWatched);
      List<FusedOutcome> outcomes =
          new FusedTraining(
                  works.stream().map(TrialTraining::fused).toList(),
                  watched ? rows : Map.of(Split.TRAIN, rows.get(Split.TRAIN)),
                  Kernels.best())
              .fit();
      TrialReport[] done = new TrialReport[works.size()];
      for (int i = 0; i < done.length; i++) {
        done[i] = report(works.get(i), rows, outcomes.get(i), reports.get(i));
      }
      return done;
    } catch (OutOfMemoryError e) {
      return failed(reports, "out of memory: " + e.getMessage());
    } catch (RuntimeException e) {
      return failed(reports, sentence(e));
    }
  }

  /** Alone they may do better. */
  private static TrialReport[] failed(List<Builder> reports, String reason) {
    return reports.stream().map(each -> each.failed(reason, true)).toArray(TrialReport[]::new);
  }

  private static TrialReport report(
      TrialWork work, Map<Split, List<Shard>> rows, FusedOutcome outcome, Builder report) {
    if (outcome.failure().isPresent()) {
      return report.failed(outcome.failure().get().getMessage(), false);
    }
    TrainingResult result = outcome.result().orElseThrow();
    try (LocalWorkers judges = workers(work, rows)) {
      Map<String, Double> scores = scores(work, judges, result.parameters());
      return report.result(work.network(), work.training(), result, work.metric(), scores).done();
    }
  }

  private static FusedTrial fused(TrialWork work) {
    return new FusedTrial(work.network(), work.training(), (record, parameters) -> {});
  }

  private static String sentence(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static TrialReport train(TrialWork work, List<WorkerShards> shards, Builder report)
      throws IOException {
    Map<Split, List<Shard>> rows = splits(shards, work.judges());
    KeptState kept = new KeptState(work.keepState());
    TrainingResult result = fit(work, rows, kept);
    try (LocalWorkers judges = workers(work, rows)) {
      return report
          .result(
              work.network(),
              work.training(),
              result,
              work.metric(),
              scores(work, judges, result.parameters()))
          .state(kept.bytes())
          .done();
    }
  }

  private static TrainingResult fit(TrialWork work, Map<Split, List<Shard>> rows, KeptState kept)
      throws IOException {
    Map<Split, List<Shard>> seen =
        work.isWatched() && work.judges() == Split.VALIDATION
            ? rows
            : Map.of(Split.TRAIN, rows.get(Split.TRAIN));
    try (LocalWorkers workers = workers(work, seen)) {
      RandomRestarts restarts =
          new RandomRestarts(
              work.network(), work.training(), workers, (record, parameters) -> {}, kept);
      return (work.goesOn() ? restarts.fit(KeptState.read(work.state())) : restarts.fit()).best();
    }
  }

  private static LocalWorkers workers(TrialWork work, Map<Split, List<Shard>> rows) {
    return new LocalWorkers(work.network(), work.training(), rows, Kernels.best());
  }

  private static Map<Split, List<Shard>> splits(List<WorkerShards> shards, Split judges) {
    Map<Split, List<Shard>> splits = new EnumMap<>(Split.class);
    for (Split split : EnumSet.of(Split.TRAIN, judges)) {
      splits.put(split, shards.stream().map(worker -> worker.shard(split)).toList());
    }
    return splits;
  }

  private static Map<String, Double> scores(
      TrialWork work, LocalWorkers workers, float[] parameters) {
    Thresholds thresholds =
        work.threshold() instanceof ThresholdChoice.Tuned
            ? workers.evaluate(parameters, work.judges()).tunedThresholds()
            : work.threshold().of(work.network().task(), work.network().outputs());
    return TrialReport.scores(
        workers.evaluate(parameters, work.judges(), Optional.of(thresholds)).scores());
  }
}
