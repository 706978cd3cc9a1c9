package org.lockstep.trainer.fused;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.Fit;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.worker.LocalWorkers;

/** The way of one network through a fused training, until it stops or diverges. */
final class FusedFit {
  private final FusedWorkers workers;
  private final Fit fit;

  /** Null on the way. */
  private FusedOutcome outcome;

  FusedFit(FusedTrial trial, Map<Split, List<Shard>> shards, Kernel kernel, FusedSteps together) {
    LocalWorkers alone = new LocalWorkers(trial.network(), trial.training(), shards, kernel);
    this.workers = new FusedWorkers(trial.network(), alone, together);
    TrainingRun run = new TrainingRun(trial.network(), trial.training(), workers, trial.listener());
    float[] parameters = Parameters.initialise(trial.network(), trial.training().seed()).values();
    this.fit =
        new Fit(run, RunControl.none(), TrainingState.start(RestartsState.first(), parameters));
  }

  boolean over() {
    return outcome != null;
  }

  FusedOutcome outcome() {
    return outcome;
  }

  /** Does a piece of the training, which ends it if it diverges. */
  void run(Consumer<Fit> piece) {
    if (over()) {
      return;
    }
    try {
      piece.accept(fit);
    } catch (DivergedException failure) {
      end(FusedOutcome.of(failure));
    }
  }

  /** Ends the training if its last epoch is over. */
  void stopIfOver() {
    if (!over() && fit.over()) {
      end(FusedOutcome.of(fit.finish()));
    }
  }

  private void end(FusedOutcome outcome) {
    this.outcome = outcome;
    workers.leave();
    workers.close();
  }
}
