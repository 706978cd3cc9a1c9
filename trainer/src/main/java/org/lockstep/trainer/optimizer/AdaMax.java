package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * AdaMax, Kingma &amp; Ba 2015, Algorithm 2: {@link Adam} with a fading maximum of |g| in place of
 * the root. In Keras' form, with epsilon in the division:
 *
 * <pre>
 *   α ← learningRate / (1 − beta1ᵗ)     double, StrictMath.pow, then float
 *   m ← m + ((g − m)·(1 − beta1))
 *   u ← max(beta2·u, |g|)
 *   w ← w − ((m·α) / (u + epsilon))
 * </pre>
 *
 * <p>1 − beta1 is a double cast to float. (PyTorch adds epsilon to |g|.) State: m, then u.
 *
 * @param learningRate above 0; default 0.001 as in Keras (the paper and PyTorch: 0.002)
 * @param beta1 as Adam's; default 0.9
 * @param beta2 what the maximum keeps a step, at least 0 and below 1; default 0.999
 * @param epsilon above 0; default 1e-7
 */
public record AdaMax(double learningRate, double beta1, double beta2, double epsilon)
    implements OptimizerSpec {

  public AdaMax {
    new Adam(learningRate, beta1, beta2, epsilon);
  }

  /** With the defaults of Keras. */
  public AdaMax(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7);
  }

  @Override
  public String name() {
    return "adamax";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps(this, new float[parameters], new float[parameters]);
  }

  private record Steps(AdaMax spec, float[] mean, float[] largest) implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      out[at] = (float) (learningRate / (1 - StrictMath.pow(spec.beta1, step)));
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.adaMax(
          span, mean, largest, (float) (1 - spec.beta1), (float) spec.beta2, (float) spec.epsilon);
    }

    @Override
    public List<float[]> state() {
      return List.of(mean, largest);
    }
  }
}
