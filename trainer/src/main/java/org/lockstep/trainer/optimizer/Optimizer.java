package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * Turns a mean gradient into new parameters and keeps what it must remember between steps.
 *
 * <p>Every formula is element-wise in float, each operation rounded on its own (no fused
 * multiply-add), in the order that its Javadoc gives with brackets. What changes from step to step
 * and is the same for all elements, the rates, is computed in double and cast to float once a step.
 * So the elements can be updated in any pieces, by any threads, and also several steps later, if
 * the rates are kept: the bits are the same. Threads may update different elements at once; the
 * rates are one thread's.
 */
public interface Optimizer {

  /** Floats a step that {@link #rates} writes. */
  default int ratesPerStep() {
    return 1;
  }

  /**
   * Writes the rates of a step.
   *
   * @param step 1 for the first step of a training
   * @param learningRate the rate of this step, the schedule's factor included
   */
  void rates(long step, double learningRate, float[] out, int at);

  /** Makes the span's steps in place; its rates are what {@link #rates} wrote for them. */
  void update(Updates updates, UpdateSpan span);

  /**
   * Makes one step of all parameters in place.
   *
   * @param gradient of the objective, as long as {@code parameters}; only read
   * @param step 1 for the first step of a training
   * @param learningRate the rate of this step, the schedule's factor included
   */
  default void update(float[] parameters, float[] gradient, long step, double learningRate) {
    float[] rates = new float[ratesPerStep()];
    rates(step, learningRate, rates, 0);
    update(
        Kernels.best().updates(),
        new UpdateSpan()
            .elements(parameters, 0, parameters.length)
            .gradient(gradient, 0, 1)
            .steps(1, rates, 0, rates.length));
  }

  /**
   * Whether a gradient of zero changes neither an element nor its state, whatever the state is.
   * Every optimizer leaves an element with zero gradient and zero state as it is.
   */
  default boolean restsWithoutGradient() {
    return false;
  }

  /**
   * The arrays that it remembers, each as long as the parameters, in the order that its class
   * gives: the live arrays, so that a checkpoint can be read out of them and written back.
   */
  List<float[]> state();
}
