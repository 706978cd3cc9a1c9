package org.lockstep.trainer.network;

import java.util.List;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;

/**
 * From a mini-batch to the logits, stage by stage. In training it leaves everything that {@link
 * BackwardPass} needs in the workspace.
 */
public final class ForwardPass {
  private static final float[] NONE = {};

  private final Workspace workspace;
  private final Pass pass;

  public ForwardPass(Workspace workspace, MatrixMath math) {
    this.workspace = workspace;
    this.pass = new Pass(math);
  }

  /**
   * As the network predicts: nothing is dropped, no noise, moving averages.
   *
   * @return the logits (rows, outputs), in a buffer of the workspace
   */
  public Matrix evaluate(float[] parameters, MiniBatch batch) {
    return run(pass.over(parameters, batch));
  }

  /**
   * With dropout, noise and the batch's own statistics; layers before the first dense one may
   * change the mini-batch.
   *
   * @param step counted from 0 over the whole run; with seed and worker the key of what is random
   * @return the logits (rows, outputs), in a buffer of the workspace
   */
  public Matrix train(float[] parameters, MiniBatch batch, long seed, long step, int worker) {
    pass.training(parameters, batch, seed, step, worker);
    change(batch);
    return run(pass);
  }

  /**
   * Changes a mini-batch as the layers before the first dense one do in training, and nothing else.
   *
   * @param step as above
   */
  public void change(MiniBatch batch, long seed, long step, int worker) {
    pass.training(NONE, batch, seed, step, worker);
    change(batch);
  }

  /**
   * As {@link #train} over a mini-batch that has been {@link #change}d, from the first dense
   * layer's x·W + b on, which somebody else has computed.
   *
   * @param products (rows, at least place + units); x is sparse
   * @param place of the layer's first unit there
   */
  public Matrix trainFrom(
      float[] parameters,
      MiniBatch batch,
      long seed,
      long step,
      int worker,
      Matrix products,
      int place) {
    pass.training(parameters, batch, seed, step, worker).from(products, place);
    return run(pass);
  }

  private void change(MiniBatch batch) {
    List<InputChange> changes = workspace.inputChanges();
    for (int i = 0; i < changes.size(); i++) {
      changes.get(i).change(batch, pass.key());
    }
  }

  private Matrix run(Pass pass) {
    Matrix out = pass.batch().isSparse() ? null : pass.batch().dense();
    List<Stage> stages = workspace.stages();
    for (int i = 0; i < stages.size(); i++) {
      out = stages.get(i).forward(out, pass);
      workspace.wrote(i, out);
    }
    return out;
  }
}
