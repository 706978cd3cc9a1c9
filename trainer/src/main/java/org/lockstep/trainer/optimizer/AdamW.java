package org.lockstep.trainer.optimizer;

/**
 * Adam with decoupled weight decay, Loshchilov &amp; Hutter 2019: the decay of {@link
 * OptimizerSpec#weightDecay} and then {@link Adam}'s step, which does not see it. An L2 penalty is
 * something else: its gradient goes through Adam's means and is divided by the root.
 *
 * <p>As in Keras and PyTorch the decay is scaled by the rate of the step, the schedule included.
 * State: m, then v.
 *
 * @param learningRate above 0; default 0.001
 * @param beta1 as Adam's; default 0.9
 * @param beta2 as Adam's; default 0.999
 * @param epsilon as Adam's; default 1e-7
 * @param weightDecay at least 0; default 0.004 as in Keras (PyTorch: 0.01)
 */
public record AdamW(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements OptimizerSpec {

  public AdamW {
    new Adam(learningRate, beta1, beta2, epsilon);
    Settings.requireNotNegative("weightDecay", weightDecay);
  }

  /** With the defaults of Keras. */
  public AdamW(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-7, 0.004);
  }

  @Override
  public String name() {
    return "adamw";
  }

  @Override
  public Optimizer create(int parameters) {
    return new Adam(learningRate, beta1, beta2, epsilon).create(parameters);
  }
}
