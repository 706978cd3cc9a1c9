package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * Nadam, Dozat 2016: {@link Adam} with Nesterov's look ahead and a momentum that grows to beta1.
 *
 * <pre>
 *   μₜ = beta1·(1 − 0.96^(t·momentumDecay) / 2),  Πₜ = μ₁·…·μₜ        double, StrictMath.pow
 *   a = learningRate·μₜ₊₁ / (1 − Πₜ₊₁),  b = learningRate·(1 − μₜ) / (1 − Πₜ)    double, then float
 *   c = 1 / √(1 − beta2ᵗ)                                             double, then float
 *   m ← m + ((g − m)·(1 − beta1))
 *   v ← v + (((g·g) − v)·(1 − beta2))
 *   w ← w − (((m·a) + (g·b)) / ((√v·c) + epsilon))
 * </pre>
 *
 * <p>1 − beta1 and 1 − beta2 are doubles cast to float. Dozat's momentum and PyTorch's have
 * momentumDecay 0.004; Keras 3 is without it, which is momentumDecay 1. Epsilon stands as in both.
 * State: m, then v; Π follows from the step.
 *
 * @param learningRate above 0; default 0.001
 * @param beta1 as Adam's; default 0.9
 * @param beta2 as Adam's; default 0.999
 * @param epsilon above 0; default 1e-7 as in Keras (PyTorch: 1e-8)
 * @param momentumDecay at least 0; default 0.004
 */
public record Nadam(
    double learningRate, double beta1, double beta2, double epsilon, double momentumDecay)
    implements OptimizerSpec {

  public Nadam {
    new Adam(learningRate, beta1, beta2, epsilon);
    Settings.requireNotNegative("momentumDecay", momentumDecay);
  }

  /** With momentum as Dozat's and the other defaults of Keras. */
  public Nadam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7, 0.004);
  }

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps(this, new float[parameters], new float[parameters]);
  }

  /** μₜ. */
  private double momentum(long step) {
    return beta1 * (1 - 0.5 * StrictMath.pow(0.96, step * momentumDecay));
  }

  private static final class Steps implements Optimizer {
    private final Nadam spec;
    private final float[] mean;
    private final float[] square;
    private long multiplied;
    private double product = 1;

    Steps(Nadam spec, float[] mean, float[] square) {
      this.spec = spec;
      this.mean = mean;
      this.square = square;
    }

    @Override
    public int ratesPerStep() {
      return 3;
    }

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      double momentum = spec.momentum(step);
      double next = spec.momentum(step + 1);
      double product = product(step);
      out[at] = (float) (learningRate * next / (1 - product * next));
      out[at + 1] = (float) (learningRate * (1 - momentum) / (1 - product));
      out[at + 2] = (float) (1 / Math.sqrt(1 - StrictMath.pow(spec.beta2, step)));
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.nadam(
          span,
          mean,
          square,
          (float) (1 - spec.beta1),
          (float) (1 - spec.beta2),
          (float) spec.epsilon);
    }

    /** Πₜ, always multiplied from step 1 on, whether at once or step by step. */
    private double product(long step) {
      if (step < multiplied) {
        multiplied = 0;
        product = 1;
      }
      while (multiplied < step) {
        multiplied++;
        product *= spec.momentum(multiplied);
      }
      return product;
    }

    @Override
    public List<float[]> state() {
      return List.of(mean, square);
    }
  }
}
