package org.lockstep.trainer.optimizer;

import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * Lion, Chen et al. 2023, Algorithm 2: every parameter moves by the learning rate, up or down. As
 * in Keras the decoupled decay of {@link OptimizerSpec#weightDecay} comes before:
 *
 * <pre>
 *   c = m + ((g − m)·(1 − beta1))
 *   m ← m + ((g − m)·(1 − beta2))
 *   w ← w − (learningRate·sign(c))     sign(0) = 0
 * </pre>
 *
 * <p>1 − beta1 and 1 − beta2 are doubles cast to float. State: m.
 *
 * @param learningRate above 0; default 0.001 as in Keras; the paper advises a third to a tenth of
 *     Adam's
 * @param beta1 weight of the memory in the direction, at least 0 and below 1; default 0.9
 * @param beta2 decay of the memory, at least 0 and below 1; default 0.99
 * @param weightDecay at least 0; default 0
 */
public record Lion(double learningRate, double beta1, double beta2, double weightDecay)
    implements OptimizerSpec {

  public Lion {
    Settings.requirePositive("learningRate", learningRate);
    Settings.requireShare("beta1", beta1);
    Settings.requireShare("beta2", beta2);
    Settings.requireNotNegative("weightDecay", weightDecay);
  }

  /** With the defaults of Keras. */
  public Lion(double learningRate) {
    this(learningRate, 0.9, 0.99, 0);
  }

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Steps((float) (1 - beta1), (float) (1 - beta2), new float[parameters]);
  }

  private record Steps(float rest1, float rest2, float[] mean) implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      out[at] = (float) learningRate;
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.lion(span, mean, rest1, rest2);
    }

    @Override
    public List<float[]> state() {
      return List.of(mean);
    }
  }
}
