package org.lockstep.trainer.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;
import org.lockstep.trainer.state.Restart;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

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
    this(network, training, workers, listener, RunControl.none());
  }

  /**
   * @param control may ask for the state of the training under way
   * @throws IllegalArgumentException as {@link TrainingRun}
   */
  public RandomRestarts(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      EpochListener listener,
      RunControl control) {
    this.network = network;
    this.training = training;
    this.run = new TrainingRun(network, training, workers, listener, control);
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
    return fit(begin(RestartsState.first()));
  }

  /**
   * Goes on with them.
   *
   * @param start a state of these restarts; its parameters are changed in place
   * @throws DivergedException if one of them leaves the finite numbers
   * @throws TrainingStoppedException if a wish to stop was granted
   * @throws IllegalArgumentException if the state is not one of these restarts
   */
  public Outcome fit(TrainingState start) {
    if (start.restarts().number() > training.restarts()) {
      throw new IllegalArgumentException(
          "the state must be of one of %d restarts. Received: %d"
              .formatted(training.restarts(), start.restarts().number()));
    }
    TrainingState state = start;
    while (true) {
      RestartsState before = state.restarts();
      listener.restartBegan(before.number(), training.restarts());
      TrainingResult result = run.fit(state);
      Outcome outcome = with(before, result);
      if (before.number() == training.restarts()) {
        return outcome;
      }
      state =
          begin(
              new RestartsState(
                  before.number() + 1,
                  outcome.restarts(),
                  outcome.restart(),
                  Optional.of(outcome.best())));
    }
  }

  private TrainingState begin(RestartsState restarts) {
    long seed = seed(training.seed(), restarts.number());
    return TrainingState.start(restarts, Parameters.initialise(network, seed).values());
  }

  private Outcome with(RestartsState before, TrainingResult result) {
    int number = before.number();
    List<Restart> restarts = new ArrayList<>(before.finished());
    restarts.add(
        new Restart(
            number, result.score(), result.bestEpoch(), result.epochs(), result.stopReason()));
    Optional<TrainingResult> best = before.best();
    boolean better = best.isEmpty() || monitor.better(result.score(), best.get().score(), 0);
    return new Outcome(
        better ? result : best.get(),
        better ? number : before.bestNumber(),
        monitor.name(),
        List.copyOf(restarts));
  }
}
