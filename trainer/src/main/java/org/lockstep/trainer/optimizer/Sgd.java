package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * Stochastic gradient descent, w ← w − (learningRate·g). No state.
 *
 * @param learningRate above 0; Keras' default is 0.01
 */
public record Sgd(double learningRate) implements OptimizerSpec {

  public Sgd {
    Settings.requirePositive("learningRate", learningRate);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps();
  }

  private static final class Steps implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      out[at] = (float) learningRate;
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.sgd(span);
    }

    @Override
    public boolean restsWithoutGradient() {
      return true;
    }

    @Override
    public List<float[]> state() {
      return List.of();
    }
  }
}
