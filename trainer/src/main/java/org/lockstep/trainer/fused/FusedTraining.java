package org.lockstep.trainer.fused;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.Fit;
import org.lockstep.trainer.matrix.Kernel;

/**
 * Several networks that are trained together in one pass over the same sparse examples, in the
 * calling thread: an example is read once for all, and narrow first layers fill the registers of
 * the processor side by side. They may differ in all that does not change which examples a step
 * sees: units, Adam's settings, schedule, dropout behind the first layer, activations, deeper
 * layers, loss, epochs, early stopping. Each ends on its own, with the bits of a {@link
 * TrainingRun} over {@link LocalWorkers}.
 */
public final class FusedTraining {
  private final List<FusedFit> fits = new ArrayList<>();
  private final int steps;

  /**
   * @param trials at least one
   * @param shards per split, V of them in worker order; a split that is missing has no rows
   * @throws IllegalArgumentException if a trial cannot be trained on the shards, or {@link
   *     #refusal} says why not together with the others
   */
  public FusedTraining(List<FusedTrial> trials, Map<Split, List<Shard>> shards, Kernel kernel) {
    refusal(trials, shards)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  "fused trials must see the same examples and change rows apart. Received: "
                      + reason);
            });
    FusedTrial first = trials.get(0);
    int workers = first.training().workers();
    long rows = shards.get(Split.TRAIN).stream().mapToLong(Shard::rows).sum();
    this.steps = first.training().stepsPerEpoch(rows);
    int units = trials.stream().mapToInt(trial -> FusedRefusal.units(trial.network())).sum();
    FusedSteps together = new FusedSteps(first.network().inputs(), units, workers, rows);
    for (FusedTrial trial : trials) {
      fits.add(new FusedFit(trial, shards, kernel, together));
    }
  }

  /** Why trials cannot be trained together on these shards; empty if they can. */
  public static Optional<String> refusal(List<FusedTrial> trials, Map<Split, List<Shard>> shards) {
    return refusal(
        trials,
        shards.getOrDefault(Split.TRAIN, List.of()).stream()
            .allMatch(shard -> shard.features().isSparse()));
  }

  /**
   * Why trials cannot be trained together; empty if they can.
   *
   * @param sparse whether the examples are
   */
  public static Optional<String> refusal(List<FusedTrial> trials, boolean sparse) {
    if (trials.isEmpty()) {
      return Optional.of("there is no trial");
    }
    if (!sparse) {
      return Optional.of("dense features touch every row in every step");
    }
    for (FusedTrial trial : trials) {
      Optional<String> reason =
          FusedRefusal.between(trials.get(0), trial).or(() -> FusedRefusal.of(trial));
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  /**
   * Trains all from their seed's initial parameters.
   *
   * @return one a trial, in their order
   */
  public List<FusedOutcome> fit() {
    while (fits.stream().anyMatch(fit -> !fit.over())) {
      each(Fit::beginEpoch);
      for (int step = 0; step < steps; step++) {
        int now = step;
        each(fit -> fit.compute(now));
        each(fit -> fit.change(now));
      }
      each(Fit::endEpoch);
      fits.forEach(FusedFit::stopIfOver);
    }
    return fits.stream().map(FusedFit::outcome).toList();
  }

  private void each(Consumer<Fit> piece) {
    fits.forEach(fit -> fit.run(piece));
  }
}
