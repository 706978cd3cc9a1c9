package org.lockstep.trainer.rank;

import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.update.GradientStep;

/**
 * The numbers that one rank updates and keeps current.
 *
 * @param holding which they are, and where
 * @param current the parameters that this rank updates and their like: {@code parameters}, unless
 *     it holds less
 * @param parameters of the run, as the workers read them
 * @param optimizer remembers what is held
 * @param restored whether it began with something to remember
 */
record Held(
    Holding holding, float[] current, float[] parameters, Optimizer optimizer, boolean restored) {

  /** Everything, and the state where {@code gradientStep} keeps it. */
  static Held whole(GradientStep gradientStep, float[] parameters) {
    Holding holding = Holding.whole(gradientStep.layout());
    boolean restored = gradientStep.isRestored();
    return new Held(holding, parameters, parameters, gradientStep.optimizer(), restored);
  }

  /** Of the first kernel only the rows that the exchange's rank owns. */
  static Held own(GradientStep gradientStep, float[] parameters, Exchange exchange) {
    Holding holding = Holding.own(gradientStep.layout(), exchange.rank(), exchange.ranks());
    if (holding.isWhole()) {
      return whole(gradientStep, parameters);
    }
    boolean restored = gradientStep.isRestored();
    float[] current = new float[holding.length()];
    holding.pick(parameters, current);
    Optimizer optimizer = gradientStep.newOptimizer(holding.length(), holding::pick);
    return new Held(holding, current, parameters, optimizer, restored);
  }

  /** Lets this rank's workers read rows 64·word … 64·word + 63 as they are held, a bit each. */
  void showRows(int word, long which) {
    if (!holding.isWhole()) {
      holding.putRows(current, parameters, word, which);
    }
  }

  /** Lets this rank's workers read what lies behind the rows. */
  void showRest() {
    if (!holding.isWhole()) {
      holding.putBehind(current, parameters);
    }
  }
}
