package org.lockstep.trainer.training;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Penalty;

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
  private double learningRate;
  private StepWatch watch;

  /**
   * @throws IllegalArgumentException if there are no training rows, the workers are not the spec's
   *     V, or a validation quantity is monitored without a validation split
   */
  public TrainingRun(
      NetworkSpec network, TrainingSpec training, Workers workers, EpochListener listener) {
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
    ScheduledRate rate = new ScheduledRate(training);
    GradientStep gradientStep = new GradientStep(network, training, rate);
    Steps optimization = AveragedSteps.of(network, training, workers, gradientStep, parameters);
    EarlyStopping stopping = new EarlyStopping(training.earlyStopping(), monitor);
    watch = new StepWatch(network, training, workers, listener, steps);
    boolean restoreBest = training.earlyStopping().restoreBest();
    float[] best = restoreBest ? parameters.clone() : parameters;
    List<EpochRecord> history = new ArrayList<>();
    while (history.size() < training.epochs() && !stopping.shouldStop()) {
      EpochRecord record = epoch(history.size(), parameters, optimization, stopping);
      rate.epochFinished(monitor.value(record), monitor.lowerIsBetter());
      history.add(record);
      if (record.best() && restoreBest) {
        System.arraycopy(parameters, 0, best, 0, best.length);
      }
      listener.epochFinished(record, parameters);
    }
    String reason =
        stopping.shouldStop()
            ? stopping.reason()
            : "all %d epochs were run".formatted(training.epochs());
    int kept = restoreBest ? stopping.bestEpoch() : history.size();
    return new TrainingResult(
        best,
        List.copyOf(history),
        stopping.bestEpoch(),
        monitor.value(history.get(kept - 1)),
        history.size(),
        reason,
        watch.watched());
  }

  private EpochRecord epoch(
      int epoch, float[] parameters, Steps optimization, EarlyStopping stopping) {
    long start = System.nanoTime();
    Scores train = steps(epoch, parameters, optimization).scores();
    divergence.requireFinite(parameters, epoch, steps, train.loss());
    double penalty = this.penalty.value(parameters, Kernels.best());
    Totals none = Totals.forEvaluation(network.task(), network.outputs());
    Scores validation =
        (hasValidation ? workers.evaluate(parameters, Split.VALIDATION) : none).scores();
    EpochRecord record =
        new EpochRecord(
            epoch + 1,
            (System.nanoTime() - start) / 1e9,
            learningRate,
            train.loss() + penalty,
            validation.loss() + penalty,
            train,
            validation,
            false);
    return stopping.observe(monitor.value(record)) ? record.asBest() : record;
  }

  private Totals steps(int epoch, float[] parameters, Steps optimization) {
    Totals totals = Totals.of(network.task(), network.outputs());
    for (int step = 0; step < steps; step++) {
      Totals merged = optimization.gradient(epoch, step);
      if (divergence.suspicious(merged, optimization.length())) {
        divergence.requireFinite(parameters, optimization.merged(), epoch, step);
      }
      totals.add(merged);
      watch.before(parameters, optimization, epoch, step);
      learningRate = optimization.update((long) epoch * steps + step + 1);
      watch.after(parameters, optimization, epoch, step);
    }
    optimization.bringUp();
    return totals;
  }
}
