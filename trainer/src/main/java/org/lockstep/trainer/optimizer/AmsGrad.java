package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * AMSGrad, Reddi, Kale &amp; Kumar 2018: {@link Adam} that divides by the largest mean of squares
 * so far, so that its steps never grow again. In Keras' form, with the bias corrections in the
 * rate:
 *
 * <pre>
 *   α ← learningRate·√(1 − beta2ᵗ) / (1 − beta1ᵗ)     double, StrictMath.pow, then float
 *   m ← m + ((g − m)·(1 − beta1))
 *   v ← v + (((g·g) − v)·(1 − beta2))
 *   h ← max(h, v)
 *   w ← w − ((m·α) / (√h + epsilon))
 * </pre>
 *
 * <p>1 − beta1 and 1 − beta2 are doubles cast to float. (PyTorch's epsilon is the paper's: it is
 * added after the correction of the root.) State: m, v, h.
 *
 * @param learningRate above 0; default 0.001
 * @param beta1 as Adam's; default 0.9
 * @param beta2 as Adam's; default 0.999
 * @param epsilon as Adam's; default 1e-7
 */
public record AmsGrad(double learningRate, double beta1, double beta2, double epsilon)
    implements OptimizerSpec {

  public AmsGrad {
    new Adam(learningRate, beta1, beta2, epsilon);
  }

  /** With the defaults of Keras. */
  public AmsGrad(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7);
  }

  @Override
  public String name() {
    return "amsgrad";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps(this, new float[parameters], new float[parameters], new float[parameters]);
  }

  private record Steps(AmsGrad spec, float[] mean, float[] square, float[] largest)
      implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      double correction1 = 1 - StrictMath.pow(spec.beta1, step);
      double correction2 = 1 - StrictMath.pow(spec.beta2, step);
      out[at] = (float) (learningRate * Math.sqrt(correction2) / correction1);
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.amsGrad(
          span,
          mean,
          square,
          largest,
          (float) (1 - spec.beta1),
          (float) (1 - spec.beta2),
          (float) spec.epsilon);
    }

    @Override
    public List<float[]> state() {
      return List.of(mean, square, largest);
    }
  }
}
