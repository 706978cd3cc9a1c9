package org.lockstep.trainer.training;

import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.schedule.ScheduleSpec;
import org.lockstep.trainer.watching.Watching;

/** Changes some choices of a {@link TrainingSpec}, whose words hold here, and keeps the others. */
public final class TrainingSpecBuilder {
  private int workers;
  private int batchSize;
  private int epochs;
  private long seed;
  private OptimizerSpec optimizer;
  private ScheduleSpec schedule;
  private EarlyStoppingSpec earlyStopping;
  private ClipSpec clip;
  private int restarts;
  private Watching watch;
  private AveragingSpec averaging;
  private Compression compression;
  private LayerRates layerRates;

  TrainingSpecBuilder(TrainingSpec from) {
    workers = from.workers();
    batchSize = from.batchSize();
    epochs = from.epochs();
    seed = from.seed();
    optimizer = from.optimizer();
    schedule = from.schedule();
    earlyStopping = from.earlyStopping();
    clip = from.clip();
    restarts = from.restarts();
    watch = from.watch();
    averaging = from.averaging();
    compression = from.compression();
    layerRates = from.layerRates();
  }

  public TrainingSpecBuilder workers(int workers) {
    this.workers = workers;
    return this;
  }

  public TrainingSpecBuilder batchSize(int batchSize) {
    this.batchSize = batchSize;
    return this;
  }

  public TrainingSpecBuilder epochs(int epochs) {
    this.epochs = epochs;
    return this;
  }

  public TrainingSpecBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  public TrainingSpecBuilder optimizer(OptimizerSpec optimizer) {
    this.optimizer = optimizer;
    return this;
  }

  public TrainingSpecBuilder schedule(ScheduleSpec schedule) {
    this.schedule = schedule;
    return this;
  }

  public TrainingSpecBuilder earlyStopping(EarlyStoppingSpec earlyStopping) {
    this.earlyStopping = earlyStopping;
    return this;
  }

  public TrainingSpecBuilder clip(ClipSpec clip) {
    this.clip = clip;
    return this;
  }

  public TrainingSpecBuilder restarts(int restarts) {
    this.restarts = restarts;
    return this;
  }

  public TrainingSpecBuilder watch(Watching watch) {
    this.watch = watch;
    return this;
  }

  public TrainingSpecBuilder averaging(AveragingSpec averaging) {
    this.averaging = averaging;
    return this;
  }

  public TrainingSpecBuilder compression(Compression compression) {
    this.compression = compression;
    return this;
  }

  public TrainingSpecBuilder layerRates(LayerRates layerRates) {
    this.layerRates = layerRates;
    return this;
  }

  /**
   * @throws IllegalArgumentException as {@link TrainingSpec}'s constructor
   */
  public TrainingSpec build() {
    return new TrainingSpec(
        workers,
        batchSize,
        epochs,
        seed,
        optimizer,
        schedule,
        earlyStopping,
        clip,
        restarts,
        watch,
        averaging,
        compression,
        layerRates);
  }
}
