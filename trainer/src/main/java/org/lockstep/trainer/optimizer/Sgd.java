package org.lockstep.trainer.optimizer;

import java.util.List;

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
    public void update(float[] parameters, float[] gradient, long step, double learningRate) {
      float rate = (float) learningRate;
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] -= rate * gradient[i];
      }
    }

    @Override
    public List<float[]> state() {
      return List.of();
    }
  }
}
