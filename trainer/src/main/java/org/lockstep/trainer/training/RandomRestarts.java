package org.lockstep.trainer.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Random restarts: the same training from {@code restarts} different initial parameters, one after
 * the other, of which the best is kept. The loss of a network has many minima; where a training
 * ends depends on where it began. Order of the rows and dropout are the same in all.
 */
public final class RandomRestarts {
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final TrainingRun run;
  private final EpochListener listener;
  private final Monitor monitor;

  /**
   * The outcome.
   *
   * @param best the result of the best restart, the earlier of equals
   * @param restart its number, counted from 1
   * @param monitor the name of the quantity that decided
   * @param restarts all of them, in order
   */
  public record Outcome(TrainingResult best, int restart, String monitor, List<Restart> restarts)
      implements Serializable {}

  /**
   * @throws IllegalArgumentException as {@link TrainingRun}
   */
  public RandomRestarts(
      NetworkSpec network, TrainingSpec training, Workers workers, EpochListener listener) {
    this.network = network;
    this.training = training;
    this.run = new TrainingRun(network, training, workers, listener);
    this.listener = listener;
    boolean hasValidation = workers.rows(Split.VALIDATION) > 0;
    this.monitor =
        Monitor.of(training.earlyStopping(), network.task(), network.outputs(), hasValidation);
  }

  /**
   * The seed of a restart's initial parameters: the training's own for the first, which is
   * therefore the training that there is without restarts; for others 64 bits of a stream of it.
   *
   * @param number counted from 1
   */
  static long seed(long seed, int number) {
    if (number == 1) {
      return seed;
    }
    Stream stream = Stream.of(seed, Purpose.RESTART, number);
    return ((long) stream.intAt(0) << 32) | (stream.intAt(1) & 0xFFFFFFFFL);
  }

  /**
   * Trains them all.
   *
   * @throws DivergedException if one of them leaves the finite numbers
   */
  public Outcome fit() {
    List<Restart> restarts = new ArrayList<>();
    TrainingResult best = null;
    int bestRestart = 0;
    for (int number = 1; number <= training.restarts(); number++) {
      listener.restartBegan(number, training.restarts());
      Parameters initial = Parameters.initialise(network, seed(training.seed(), number));
      TrainingResult result = run.fit(initial.values());
      restarts.add(
          new Restart(
              number, result.score(), result.bestEpoch(), result.epochs(), result.stopReason()));
      if (best == null || monitor.better(result.score(), best.score(), 0)) {
        best = result;
        bestRestart = number;
      }
    }
    return new Outcome(best, bestRestart, monitor.name(), List.copyOf(restarts));
  }
}
