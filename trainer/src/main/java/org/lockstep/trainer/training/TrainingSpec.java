package org.lockstep.trainer.training;

import java.io.Serializable;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.StepRows;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.schedule.ScheduleSpec;
import org.lockstep.trainer.watching.Watching;

/**
 * The choices of a training run.
 *
 * @param workers V, the number of logical workers, ≥ 1; part of the arithmetic, not of the cluster
 * @param batchSize examples a step, over all workers, ≥ 1
 * @param epochs the most passes over the training rows, ≥ 1
 * @param seed of row order, initialisation and dropout, which draw from separate streams of it
 * @param clip of a step's mean gradient with its penalties
 * @param restarts trainings from different initial parameters, of which the best is kept, ≥ 1
 * @param watch how often the layers are measured; changes no result
 * @param averaging how many steps the workers take on their own between two averages
 * @param compression of gradients between the processes of a run; with any but {@link
 *     Compression#NONE} the result depends on how many processes there are
 * @param layerRates factors of the learning rate by layer; 0 freezes one
 */
public record TrainingSpec(
    int workers,
    int batchSize,
    int epochs,
    long seed,
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    EarlyStoppingSpec earlyStopping,
    ClipSpec clip,
    int restarts,
    Watching watch,
    AveragingSpec averaging,
    Compression compression,
    LayerRates layerRates)
    implements Serializable {

  public TrainingSpec {
    requireAtLeastOne("workers", workers);
    requireAtLeastOne("batchSize", batchSize);
    requireAtLeastOne("epochs", epochs);
    requireAtLeastOne("restarts", restarts);
    if (layerRates.freezes() && !averaging.equals(AveragingSpec.everyStep())) {
      throw new IllegalArgumentException(
          "averagingPeriod must be 1 where a layer is frozen, since an average of equal numbers may"
              + " be rounded. Received: "
              + averaging);
    }
  }

  /** Without clipping, once, unwatched, with gradients averaged in every step, uncompressed. */
  public TrainingSpec(
      int workers,
      int batchSize,
      int epochs,
      long seed,
      OptimizerSpec optimizer,
      ScheduleSpec schedule,
      EarlyStoppingSpec earlyStopping) {
    this(
        workers,
        batchSize,
        epochs,
        seed,
        optimizer,
        schedule,
        earlyStopping,
        new NoClip(),
        1,
        Watching.OFF,
        AveragingSpec.everyStep(),
        Compression.NONE,
        LayerRates.same());
  }

  /** This training, for what is to be changed of it. */
  public TrainingSpecBuilder toBuilder() {
    return new TrainingSpecBuilder(this);
  }

  /** The same training with another averaging. */
  public TrainingSpec with(AveragingSpec averaging) {
    return toBuilder().averaging(averaging).build();
  }

  /** The same training with another compression. */
  public TrainingSpec with(Compression compression) {
    return toBuilder().compression(compression).build();
  }

  /** The same training for so many epochs, with another early stopping. */
  public TrainingSpec with(int epochs, EarlyStoppingSpec earlyStopping) {
    return toBuilder().epochs(epochs).earlyStopping(earlyStopping).build();
  }

  /** The same training with other measurements of its layers. */
  public TrainingSpec with(Watching watch) {
    return toBuilder().watch(watch).build();
  }

  /** Steps of an epoch over that many training rows: ⌈rows/batchSize⌉. */
  public int stepsPerEpoch(long rows) {
    return StepRows.steps(rows, batchSize);
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s must be >= 1. Received: %d".formatted(name, value));
    }
  }
}
