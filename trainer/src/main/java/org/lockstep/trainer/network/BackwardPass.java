package org.lockstep.trainer.network;

import java.util.List;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;

/**
 * Back-propagation (Rumelhart, Hinton &amp; Williams 1986) of the SUM of losses, from the output
 * delta ∂ℓ/∂logits that the loss wrote into the workspace: every stage, the last one first, adds
 * its part of the gradient and turns ∂ℓ/∂output into ∂ℓ/∂input; the stages below the first one that
 * has parameters are not asked.
 *
 * <p>Follows {@link ForwardPass#train} on the same workspace, parameters and mini-batch.
 */
public final class BackwardPass {
  private final Workspace workspace;
  private final Pass pass;

  public BackwardPass(Workspace workspace, MatrixMath math) {
    this.workspace = workspace;
    this.pass = new Pass(math);
  }

  /**
   * Adds the gradient of the mini-batch, without penalties. The slices of moving averages receive
   * the batch's statistics instead, times its weight ({@link MovingAverages}).
   *
   * @param gradient in the parameters' layout
   */
  public void run(float[] parameters, MiniBatch batch, float[] gradient) {
    pass.over(parameters, batch);
    run(batch, gradient);
  }

  /**
   * As {@link #run}, but without the gradient Xᵀ·Δ of the first dense layer's kernel, where X is
   * sparse: the caller finds it in Δ, the delta of that layer ({@link Workspace#deltas}).
   *
   * @param gradient of the parameters from {@code start} on
   * @param start not behind the end of that kernel, which comes first
   */
  public void runToSparseKernel(float[] parameters, MiniBatch batch, float[] gradient, int start) {
    pass.over(parameters, batch).leavingSparseKernelOut(start);
    run(batch, gradient);
  }

  /** Lets go of the gradient of the last run; the next may be into another array. */
  public void releaseGradient() {
    workspace.stages().forEach(Stage::releaseGradient);
  }

  private void run(MiniBatch batch, float[] gradient) {
    List<Stage> stages = workspace.stages();
    Matrix delta = workspace.outputDelta(batch.rows());
    for (int i = stages.size() - 1; i >= workspace.firstWithParameters(); i--) {
      workspace.received(i, delta);
      delta = stages.get(i).backward(delta, pass, gradient);
    }
  }
}
