package org.lockstep.trainer.fit;

import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.divergence.Divergence;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Penalty;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/**
 * Synchronous stochastic gradient descent over any {@link Workers}: steps, epochs, history, early
 * stopping. The parameters after n steps depend on (data, network, training spec) and on nothing
 * else.
 */
public final class TrainingRun {
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Workers workers;
  private final EpochListener listener;
  private final Penalty penalty;
  private final Divergence divergence;
  private final int steps;
  private final boolean hasValidation;
  private final Monitor monitor;
  private final RunControl control;

  /**
   * @throws IllegalArgumentException if there are no training rows, the workers are not the spec's
   *     V, or a validation quantity is monitored without a validation split
   */
  public TrainingRun(
      NetworkSpec network, TrainingSpec training, Workers workers, EpochListener listener) {
    this(network, training, workers, listener, RunControl.none());
  }

  /**
   * @param control may ask for the state at any step's end
   * @throws IllegalArgumentException if there are no training rows, the workers are not the spec's
   *     V, or a validation quantity is monitored without a validation split
   */
  public TrainingRun(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      EpochListener listener,
      RunControl control) {
    if (workers.count() != training.workers()) {
      throw new IllegalArgumentException(
          "workers must be %d, as in the training spec. Received: %d"
              .formatted(training.workers(), workers.count()));
    }
    if (workers.rows(Split.TRAIN) == 0) {
      throw new IllegalArgumentException("the train split must have >= 1 row. Received: 0");
    }
    network.requireTrainable();
    network.requireRows(workers.rows(Split.TRAIN), training.batchSize(), training.workers());
    this.network = network;
    this.training = training;
    this.workers = workers;
    this.listener = listener;
    this.control = control;
    this.penalty = new Penalty(network);
    this.divergence = new Divergence(network, training, workers);
    this.steps = training.stepsPerEpoch(workers.rows(Split.TRAIN));
    this.hasValidation = workers.rows(Split.VALIDATION) > 0;
    this.monitor =
        Monitor.of(training.earlyStopping(), network.task(), network.outputs(), hasValidation);
  }

  /**
   * Trains from the seed's initial parameters.
   *
   * @throws DivergedException if a step's loss or gradient or, at an epoch's end, a parameter is
   *     not finite; the parameters are then those of the step before
   */
  public TrainingResult fit() {
    return fit(Parameters.initialise(network, training.seed()).values());
  }

  /**
   * Trains from given parameters.
   *
   * @param parameters changed in place; the result's unless an earlier epoch was better
   */
  public TrainingResult fit(float[] parameters) {
    return fit(TrainingState.start(RestartsState.first(), parameters));
  }

  /**
   * Goes on from a state of this training, or of the restart that it says.
   *
   * @param start its parameters are changed in place
   * @throws TrainingStoppedException if a wish to stop was granted
   * @throws IllegalArgumentException if the state is not one of this training
   */
  public TrainingResult fit(TrainingState start) {
    return new Fit(this, control, start).result();
  }

  NetworkSpec network() {
    return network;
  }

  TrainingSpec training() {
    return training;
  }

  Workers workers() {
    return workers;
  }

  EpochListener listener() {
    return listener;
  }

  Monitor monitor() {
    return monitor;
  }

  Divergence divergence() {
    return divergence;
  }

  Penalty penalty() {
    return penalty;
  }

  /** Of an epoch. */
  int steps() {
    return steps;
  }

  StepWatch newWatch() {
    return new StepWatch(network, training, workers, listener, steps);
  }

  /** Of 0 rows if there is no validation split. */
  Scores validation(float[] parameters) {
    Totals none = Totals.forEvaluation(network.task(), network.outputs());
    return (hasValidation ? workers.evaluate(parameters, Split.VALIDATION) : none).scores();
  }
}
