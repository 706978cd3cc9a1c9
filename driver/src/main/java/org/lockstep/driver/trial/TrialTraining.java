package org.lockstep.driver.trial;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.trial.TrialReport.Builder;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.training.DivergedException;
import org.lockstep.trainer.training.LocalWorkers;
import org.lockstep.trainer.training.RandomRestarts;
import org.lockstep.trainer.training.RunControl;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingState;
import org.lockstep.trainer.training.TrainingStateBytes;
import org.lockstep.trainer.training.Wish;

/**
 * Trains a trial in the calling thread, all V logical workers one after the other: the bits of a
 * training of the same job that is spread over a cluster. What goes wrong is an answer, too: a
 * trial that fails costs itself only.
 */
public final class TrialTraining {
  private TrialTraining() {}

  /**
   * @param shards of all workers, in their order; the test rows are not looked at
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

  private static String sentence(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static TrialReport train(TrialWork work, List<WorkerShards> shards, Builder report)
      throws IOException {
    Kept kept = new Kept(work.keepState());
    try (LocalWorkers workers =
        new LocalWorkers(work.network(), work.training(), splits(shards), Kernels.best())) {
      RandomRestarts restarts =
          new RandomRestarts(
              work.network(), work.training(), workers, (record, parameters) -> {}, kept);
      TrainingResult result =
          (work.goesOn() ? restarts.fit(state(work.state())) : restarts.fit()).best();
      return report
          .result(work.network(), result, work.metric(), scores(work, workers, result.parameters()))
          .state(kept.bytes)
          .done();
    }
  }

  private static Map<Split, List<Shard>> splits(List<WorkerShards> shards) {
    Map<Split, List<Shard>> splits = new EnumMap<>(Split.class);
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
      splits.put(split, shards.stream().map(worker -> worker.shard(split)).toList());
    }
    return splits;
  }

  private static TrainingState state(byte[] bytes) throws IOException {
    return TrainingStateBytes.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  private static Map<String, Double> scores(
      TrialWork work, LocalWorkers workers, float[] parameters) {
    Thresholds thresholds =
        work.threshold() instanceof ThresholdChoice.Tuned
            ? workers.evaluate(parameters, Split.VALIDATION).tunedThresholds()
            : work.threshold().of(work.network().task(), work.network().outputs());
    return TrialReport.scores(
        workers.evaluate(parameters, Split.VALIDATION, Optional.of(thresholds)).scores());
  }

  /** Keeps the state at the end, if the trial may go on. */
  private static final class Kept implements RunControl {
    private final boolean wanted;
    private byte[] bytes = {};

    Kept(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public Wish wish(int epoch, int step, int steps) {
      return Wish.NONE;
    }

    @Override
    public void save(Supplier<TrainingState> state) {
      // Nobody wishes for it before the end.
    }

    @Override
    public void ended(Supplier<TrainingState> state) {
      if (!wanted) {
        return;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        TrainingStateBytes.write(state.get(), out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      bytes = out.toByteArray();
    }
  }
}
