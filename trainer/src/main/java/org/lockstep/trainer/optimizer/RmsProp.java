package org.lockstep.trainer.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * RMSprop, Tieleman &amp; Hinton 2012 (lecture 6e), in Keras' form: epsilon under the root, and the
 * momentum's buffer contains the learning rate.
 *
 * <pre>
 *   v ← v + (((g·g) − v)·(1 − rho))
 *   centred:   a ← a + ((g − a)·(1 − rho));   d = max(v − (a·a), 0) + epsilon
 *   else:      d = v + epsilon
 *   u = (learningRate·g) / √d
 *   momentum > 0:   b ← (momentum·b) + u;   w ← w − b
 *   else:           w ← w − u
 * </pre>
 *
 * <p>1 − rho is a double cast to float. The maximum is ours: v − a² is never negative but for its
 * rounding, where Keras and PyTorch take the root of a negative number and get NaN. (PyTorch adds
 * epsilon to the root, keeps b without the rate, and has rho = 0.99 by default.) State: v, then a
 * if centred, then b if there is momentum.
 *
 * @param learningRate above 0; default 0.001
 * @param rho decay of the mean of squares, at least 0 and below 1; default 0.9
 * @param momentum at least 0 and below 1; default 0
 * @param epsilon above 0; default 1e-7
 * @param centered divide by the gradient's deviation (Graves 2013) instead of its size
 */
public record RmsProp(
    double learningRate, double rho, double momentum, double epsilon, boolean centered)
    implements OptimizerSpec {

  public RmsProp {
    Settings.requirePositive("learningRate", learningRate);
    Settings.requireShare("rho", rho);
    Settings.requireShare("momentum", momentum);
    Settings.requirePositive("epsilon", epsilon);
  }

  /** With the defaults of Keras. */
  public RmsProp(double learningRate) {
    this(learningRate, 0.9, 0, 1e-7, false);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public Optimizer create(int parameters) {
    float[] mean = centered ? new float[parameters] : null;
    float[] velocity = momentum > 0 ? new float[parameters] : null;
    return new Steps(this, new float[parameters], mean, velocity);
  }

  /** Without a mean if not centred, without a velocity if there is no momentum. */
  private record Steps(RmsProp spec, float[] square, float[] mean, float[] velocity)
      implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      out[at] = (float) learningRate;
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.rmsProp(
          span,
          square,
          mean,
          velocity,
          (float) (1 - spec.rho),
          (float) spec.momentum,
          (float) spec.epsilon);
    }

    @Override
    public List<float[]> state() {
      List<float[]> state = new ArrayList<>();
      state.add(square);
      if (mean != null) {
        state.add(mean);
      }
      if (velocity != null) {
        state.add(velocity);
      }
      return List.copyOf(state);
    }
  }
}
