package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * Adadelta, Zeiler 2012, Algorithm 1; Keras and PyTorch have the same formula:
 *
 * <pre>
 *   v ← v + (((g·g) − v)·(1 − rho))
 *   Δ = (√(d + epsilon)·g) / √(v + epsilon)
 *   d ← d + (((Δ·Δ) − d)·(1 − rho))
 *   w ← w − (learningRate·Δ)
 * </pre>
 *
 * <p>1 − rho is a double cast to float. The defaults are the paper's, which knows no learning rate:
 * with Keras' 0.001 the parameters hardly move. State: v, then d.
 *
 * @param learningRate above 0; default 1
 * @param rho decay of both means of squares, at least 0 and below 1; default 0.95
 * @param epsilon above 0, also what makes the first step; default 1e-6
 */
public record AdaDelta(double learningRate, double rho, double epsilon) implements OptimizerSpec {

  public AdaDelta {
    Settings.requirePositive("learningRate", learningRate);
    Settings.requireShare("rho", rho);
    Settings.requirePositive("epsilon", epsilon);
  }

  /** With the defaults of the paper. */
  public AdaDelta(double learningRate) {
    this(learningRate, 0.95, 1e-6);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps(this, new float[parameters], new float[parameters]);
  }

  private record Steps(AdaDelta spec, float[] square, float[] moved) implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      out[at] = (float) learningRate;
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.adaDelta(span, square, moved, (float) (1 - spec.rho), (float) spec.epsilon);
    }

    @Override
    public List<float[]> state() {
      return List.of(square, moved);
    }
  }
}
