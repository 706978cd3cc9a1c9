package org.lockstep.trainer.network;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;

/**
 * a[l] = f(x[l]·W[l] + b[l]), where x[0] is the mini-batch and x[l] = a[l−1], in training after
 * dropout. Leaves everything that {@link BackwardPass} needs in the workspace.
 */
public final class ForwardPass {
  private final Workspace workspace;
  private final MatrixMath math;

  public ForwardPass(Workspace workspace, MatrixMath math) {
    this.workspace = workspace;
    this.math = math;
  }

  /**
   * Without dropout.
   *
   * @return the logits (rows, outputs), in a buffer of the workspace
   */
  public Matrix evaluate(float[] parameters, MiniBatch batch) {
    return run(parameters, batch, null);
  }

  /**
   * With dropout; input dropout changes the mini-batch.
   *
   * @param step counted from 0 over the whole run; with seed and worker the key of the masks
   * @return the logits (rows, outputs), in a buffer of the workspace
   */
  public Matrix train(float[] parameters, MiniBatch batch, long seed, long step, int worker) {
    return run(parameters, batch, new Dropout.Key(seed, step, worker));
  }

  private Matrix run(float[] parameters, MiniBatch batch, Dropout.Key key) {
    Workspace.Views views = workspace.parameterViews().on(parameters);
    Matrix out = null;
    for (int l = 0; l < workspace.stages().size(); l++) {
      DenseStage stage = workspace.stages().get(l);
      Matrix in = out;
      Matrix z = workspace.preActivations(l).rows(batch.rows());
      if (views.bias(l) == null) {
        math.clear(z);
      } else {
        math.repeatRow(views.bias(l), z);
      }
      if (l > 0) {
        math.addProduct(key == null ? in : dropped(l, in, key), views.kernel(l), z);
      } else {
        if (key != null) {
          stage.dropouts().forEach(dropout -> dropout.dropInput(batch, key));
        }
        addInputProduct(batch, views.kernel(0), z);
      }
      out = workspace.activations(l).rows(batch.rows());
      int count = out.rows() * out.columns();
      stage.dense().activation().forward(math.elements(), z.data(), out.data(), 0, count);
    }
    return out;
  }

  private void addInputProduct(MiniBatch batch, Matrix kernel, Matrix out) {
    if (batch.isSparse()) {
      math.addSparseProduct(
          batch.sparse(), batch.values(), batch.order(), batch.from(), kernel, out);
    } else {
      math.addProduct(batch.dense(), kernel, out);
    }
  }

  /** x[l] = mask[l] ⊙ a[l−1]; a[l−1] stays, since its derivative is computed from it. */
  private Matrix dropped(int layer, Matrix in, Dropout.Key key) {
    DenseStage stage = workspace.stages().get(layer);
    if (stage.dropouts().isEmpty()) {
      return in;
    }
    int count = in.rows() * in.columns();
    float[] mask = workspace.masks(layer).data();
    Dropout.fill(stage.dropouts(), key, mask, workspace.draws(), count);
    float[] out = workspace.dropped(layer).data();
    for (int i = 0; i < count; i++) {
      out[i] = in.data()[i] * mask[i];
    }
    return workspace.dropped(layer).rows(in.rows());
  }
}
