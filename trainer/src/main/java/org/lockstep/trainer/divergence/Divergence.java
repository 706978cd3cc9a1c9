package org.lockstep.trainer.divergence;

import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.NonFinite;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.question.Asked;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Notices NaN and ±∞ within the step that brings them, before the optimizer sees them: by the
 * length of the gradient, or a bound of it, a step. Only then are the workers asked where it began.
 * A gradient so long that its squares, or the step it asks for, are no floats any more is stopped
 * too unless it is clipped: it would leave an infinite weight, or a second moment that never lets a
 * weight move again.
 */
public final class Divergence {
  /** Squares of longer gradients are beyond the floats. */
  private static final double LONGEST = Math.sqrt(Float.MAX_VALUE);

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Asked workers;
  private final ParameterLayout layout;
  private final Kernel kernel = Kernels.best();

  public Divergence(NetworkSpec network, TrainingSpec training, Asked workers) {
    this.network = network;
    this.training = training;
    this.workers = workers;
    this.layout = new ParameterLayout(network);
  }

  /**
   * Before the optimizer.
   *
   * @param parameters of the step
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   * @throws DivergedException if the loss or a number of the gradient is not finite, or the
   *     gradient is too long and not clipped
   */
  public void requireFinite(float[] parameters, Gradient merged, int epoch, int step) {
    float[] sums = merged.sums();
    double length = Math.sqrt(kernel.sumOfSquares(sums, 0, sums.length));
    if (!suspicious(merged.totals(), length)) {
      return;
    }
    double lossSum = merged.totals().lossSum();
    double loss = lossSum / merged.weight();
    if (!Double.isFinite(lossSum) || NonFinite.first(sums, 0, sums.length) >= 0) {
      throw exception(origin(parameters, sums, epoch, step), epoch, step, loss);
    }
    if (training.clip() instanceof NoClip) {
      throw exception(tooLong(sums), epoch, step, loss);
    }
  }

  /**
   * Whether a step must be looked at more closely.
   *
   * @param length of the merged sums, or an upper bound of it; not finite if one of them is not
   */
  public boolean suspicious(Totals totals, double length) {
    double reach = Math.max(1, training.optimizer().learningRate()) / totals.weightSum();
    return !Double.isFinite(totals.lossSum())
        || !Double.isFinite(length)
        || length * reach > LONGEST;
  }

  private Trouble origin(float[] parameters, float[] sums, int epoch, int step) {
    Trouble trouble = inLayout("before the step ", Trouble.PARAMETER, parameters);
    if (trouble.kind() == Trouble.NOWHERE) {
      trouble = workers.ask(parameters, new FirstTrouble(network, training, epoch, step));
    }
    // Workers' parts may be finite where their sum is not.
    return trouble.kind() == Trouble.NOWHERE
        ? inLayout("the merged gradient of ", Trouble.GRADIENT, sums)
        : trouble;
  }

  private Trouble tooLong(float[] sums) {
    int largest = 0;
    for (int i = 1; i < sums.length; i++) {
      largest = Math.abs(sums[i]) > Math.abs(sums[largest]) ? i : largest;
    }
    String where =
        "the step explodes: learning rate %s times a gradient whose sum for %s"
            .formatted(training.optimizer().learningRate(), place(largest));
    return new Trouble(Trouble.LENGTH, 0, where, sums[largest]);
  }

  /**
   * After an epoch, so that its parameters can be kept.
   *
   * @param steps of the epoch
   * @throws DivergedException if a parameter is not finite
   */
  public void requireFinite(float[] parameters, int epoch, int steps, double loss) {
    Trouble trouble = inLayout("after the update ", Trouble.PARAMETER, parameters);
    if (trouble.kind() != Trouble.NOWHERE) {
      throw exception(trouble, epoch, steps - 1, loss);
    }
  }

  private Trouble inLayout(String what, int kind, float[] numbers) {
    int at = NonFinite.first(numbers, 0, numbers.length, kernel);
    if (at < 0) {
      return Trouble.none();
    }
    return new Trouble(kind, 0, what + place(at), numbers[at]);
  }

  private String place(int index) {
    return layout.slices().stream()
        .filter(each -> index < each.offset() + each.size())
        .findFirst()
        .map(each -> "%s[%d]".formatted(each.name(), index - each.offset()))
        .orElseThrow();
  }

  private DivergedException exception(Trouble trouble, int epoch, int step, double loss) {
    boolean ofUpdate = trouble.kind() == Trouble.PARAMETER || trouble.kind() == Trouble.LENGTH;
    boolean firstStep = epoch == 0 && step == 0 && !ofUpdate;
    String what = trouble.what();
    if (trouble.rows() > 0) {
      what += " in %,d of the step's rows: %s".formatted(trouble.rows(), trouble.rowWords());
    }
    String remedy = Remedy.of(trouble, network, training, firstStep);
    return new DivergedException(epoch + 1, step + 1, what, loss, remedy);
  }
}
