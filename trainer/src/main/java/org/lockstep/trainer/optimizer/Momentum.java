package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * Gradient descent with momentum, in Keras' form, where the velocity contains the learning rate:
 *
 * <pre>
 *   v ← (momentum·v) − (learningRate·g)
 *   classic:   w ← w + v
 *   Nesterov:  w ← w + ((momentum·v) − (learningRate·g))     with the new v
 * </pre>
 *
 * <p>(PyTorch keeps v without the rate; the two are equal as long as the rate does not change.)
 * State: v.
 *
 * @param learningRate above 0; Keras' default is 0.01
 * @param momentum at least 0 and below 1; commonly 0.9
 * @param nesterov look ahead: Sutskever et al. 2013
 */
public record Momentum(double learningRate, double momentum, boolean nesterov)
    implements OptimizerSpec {

  public Momentum {
    Settings.requirePositive("learningRate", learningRate);
    Settings.requireShare("momentum", momentum);
  }

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps((float) momentum, nesterov, new float[parameters]);
  }

  private record Steps(float momentum, boolean nesterov, float[] velocity) implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      out[at] = (float) learningRate;
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      if (nesterov) {
        updates.nesterov(span, velocity, momentum);
      } else {
        updates.momentum(span, velocity, momentum);
      }
    }

    @Override
    public List<float[]> state() {
      return List.of(velocity);
    }
  }
}
