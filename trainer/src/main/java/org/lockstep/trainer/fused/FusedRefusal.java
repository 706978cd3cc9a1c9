package org.lockstep.trainer.fused;

import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.DeferredUpdates;

/** Where a {@link FusedTraining} gives the bits of separate ones, and where it cannot. */
final class FusedRefusal {
  private FusedRefusal() {}

  /** Why two trials cannot share their passes over sparse examples; empty if they can. */
  static Optional<String> between(FusedTrial one, FusedTrial other) {
    TrainingSpec a = one.training();
    TrainingSpec b = other.training();
    if (a.seed() != b.seed()) {
      return differ("the seeds, which order the examples,", a.seed(), b.seed());
    }
    if (a.workers() != b.workers()) {
      return differ("the numbers of workers", a.workers(), b.workers());
    }
    if (a.batchSize() != b.batchSize()) {
      return differ("the batch sizes", a.batchSize(), b.batchSize());
    }
    if (one.network().inputs() != other.network().inputs()) {
      return differ("the numbers of features", one.network().inputs(), other.network().inputs());
    }
    if (!onInput(one.network()).equals(onInput(other.network()))) {
      return differ("the layers on the input", onInput(one.network()), onInput(other.network()));
    }
    return Optional.empty();
  }

  /** Why a trial cannot be fused with any; empty if it can. */
  static Optional<String> of(FusedTrial trial) {
    if (!trial.training().averaging().isExact()) {
      return Optional.of("workers that average their parameters step on their own");
    }
    if (trial.training().restarts() > 1) {
      return Optional.of("restarts begin when others have ended");
    }
    if (!(trial.training().optimizer() instanceof Adam)) {
      return Optional.of(
          "rows side by side are Adam's, not those of " + trial.training().optimizer().name());
    }
    if (!(trial.training().clip() instanceof NoClip)) {
      return Optional.of("rows side by side are not clipped");
    }
    if (!trial.network().dense().get(0).regularizer().equals(RegularizerSpec.none())) {
      return Optional.of("rows side by side have no penalty");
    }
    return DeferredUpdates.refusal(trial.network(), trial.training());
  }

  private static Optional<String> differ(String what, Object one, Object other) {
    return Optional.of("%s differ: %s and %s".formatted(what, one, other));
  }

  private static List<LayerSpec> onInput(NetworkSpec network) {
    return network.layers().stream().takeWhile(layer -> !(layer instanceof DenseSpec)).toList();
  }

  static int units(NetworkSpec network) {
    return network.dense().get(0).units();
  }
}
