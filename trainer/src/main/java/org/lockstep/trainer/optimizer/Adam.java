package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * Adam, Kingma &amp; Ba 2015, in the form at the end of its section 2, which Keras 3 has too: the
 * bias correction sits in the rate and epsilon is the paper's "epsilon hat".
 *
 * <pre>
 *   α ← learningRate·√(1 − beta2ᵗ) / (1 − beta1ᵗ)     double, StrictMath.pow, then float
 *   m ← m + ((g − m)·(1 − beta1))
 *   v ← v + (((g·g) − v)·(1 − beta2))
 *   w ← w − ((m·α) / (√v + epsilon))
 * </pre>
 *
 * <p>1 − beta1 and 1 − beta2 are doubles cast to float. State: m, then v.
 *
 * @param learningRate above 0; default 0.001
 * @param beta1 decay of the mean of gradients, at least 0 and below 1; default 0.9
 * @param beta2 decay of the mean of their squares, at least 0 and below 1; default 0.999
 * @param epsilon above 0; default 1e-7 as in Keras
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements OptimizerSpec {

  public Adam {
    Settings.requirePositive("learningRate", learningRate);
    Settings.requireShare("beta1", beta1);
    Settings.requireShare("beta2", beta2);
    Settings.requirePositive("epsilon", epsilon);
  }

  /** With the defaults of Keras. */
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7);
  }

  @Override
  public String name() {
    return "adam";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps(this, new float[parameters], new float[parameters]);
  }

  private record Steps(Adam spec, float[] mean, float[] square) implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      double correction1 = 1 - StrictMath.pow(spec.beta1, step);
      double correction2 = 1 - StrictMath.pow(spec.beta2, step);
      out[at] = (float) (learningRate * Math.sqrt(correction2) / correction1);
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.adam(
          span,
          mean,
          square,
          (float) (1 - spec.beta1),
          (float) (1 - spec.beta2),
          (float) spec.epsilon);
    }

    @Override
    public List<float[]> state() {
      return List.of(mean, square);
    }
  }
}
