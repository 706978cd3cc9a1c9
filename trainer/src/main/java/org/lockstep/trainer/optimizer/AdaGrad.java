package org.lockstep.trainer.optimizer;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.matrix.UpdateSpan;
import org.lockstep.trainer.matrix.Updates;

/**
 * AdaGrad, Duchi, Hazan &amp; Singer 2011: the more a parameter has moved, the smaller its steps.
 *
 * <pre>
 *   a ← a + (g·g)
 *   w ← w − ((learningRate·g) / √(a + epsilon))
 * </pre>
 *
 * <p>As Keras: epsilon under the root, a starting above zero. (PyTorch adds epsilon to the root,
 * and its a starts at zero; the two are equal as epsilon vanishes.) State: a, which starts at
 * {@code initialAccumulator}.
 *
 * @param learningRate above 0; default 0.001
 * @param initialAccumulator at least 0; default 0.1
 * @param epsilon above 0; default 1e-7
 */
public record AdaGrad(double learningRate, double initialAccumulator, double epsilon)
    implements OptimizerSpec {

  public AdaGrad {
    Settings.requirePositive("learningRate", learningRate);
    Settings.requireNotNegative("initialAccumulator", initialAccumulator);
    Settings.requirePositive("epsilon", epsilon);
  }

  /** With the defaults of Keras. */
  public AdaGrad(double learningRate) {
    this(learningRate, 0.1, 1e-7);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public Optimizer create(int parameters) {
    float[] accumulator = new float[parameters];
    Arrays.fill(accumulator, (float) initialAccumulator);
    return new Steps((float) epsilon, accumulator);
  }

  private record Steps(float epsilon, float[] accumulator) implements Optimizer {

    @Override
    public void rates(long step, double learningRate, float[] out, int at) {
      out[at] = (float) learningRate;
    }

    @Override
    public void update(Updates updates, UpdateSpan span) {
      updates.adaGrad(span, accumulator, epsilon);
    }

    @Override
    public boolean restsWithoutGradient() {
      return true;
    }

    @Override
    public List<float[]> state() {
      return List.of(accumulator);
    }
  }
}
