package org.lockstep.trainer.gradientcheck.passes;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.matrix.ScalarKernel;
import org.lockstep.trainer.network.BackwardPass;
import org.lockstep.trainer.network.ForwardPass;
import org.lockstep.trainer.network.L1Shrinkage;
import org.lockstep.trainer.network.MovingAverages;
import org.lockstep.trainer.network.Penalty;
import org.lockstep.trainer.network.Workspace;

/**
 * Σ w·ℓ / Σ w + penalty of a mini-batch in training, as a function of the parameters, and its
 * gradient: both by the production passes. Dropout has the masks of one step.
 */
final class Objective {
  /** The mini-batch: six rows of the seven, in this order. */
  private static final int[] ORDER = {5, 3, 1, 6, 0, 2, 4};

  private static final int FROM = 1;
  private static final int TO = Rows.COUNT;
  private static final long SEED = 11;
  private static final long STEP = 3;
  private static final int WORKER = 2;
  private static final float RATE = 0x1p-20f;

  private final Kernel kernel = new ScalarKernel();
  private final MiniBatch batch;
  private final Workspace workspace;
  private final ForwardPass forward;
  private final BackwardPass backward;
  private final Loss loss;
  private final MovingAverages averages;
  private final Penalty penalty;
  private final L1Shrinkage shrinkage;

  Objective(Combination combination) {
    batch = new MiniBatch(Rows.shard(combination), TO - FROM);
    workspace = new Workspace(combination.network(), TO - FROM);
    MatrixMath math = new MatrixMath(kernel);
    forward = new ForwardPass(workspace, math);
    backward = new BackwardPass(workspace, math);
    loss = Loss.of(combination.network());
    averages = new MovingAverages(combination.network());
    penalty = new Penalty(combination.network());
    shrinkage = new L1Shrinkage(combination.network());
  }

  double value(float[] parameters) {
    Matrix logits = logits(parameters);
    double sum = loss.loss(logits, batch.targets(), batch.weights());
    return sum / weight() + penalty.value(parameters, kernel);
  }

  /**
   * The gradient, found from where gradient descent goes: (θ − θ′) / rate after one small step with
   * the proximal step of L1, which where it does not reach zero moves by rate·l1·sign(w).
   */
  float[] gradient(float[] parameters) {
    float[] smooth = smoothGradient(parameters);
    float[] moved = new float[smooth.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = parameters[i] - RATE * smooth[i];
    }
    shrinkage.shrink(moved, RATE);
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (parameters[i] - moved[i]) / RATE;
    }
    return moved;
  }

  /** Of everything but L1. */
  float[] smoothGradient(float[] parameters) {
    Matrix logits = logits(parameters);
    Matrix delta = workspace.outputDelta(batch.rows());
    loss.lossAndDelta(logits, batch.targets(), batch.weights(), delta);
    float[] gradient = new float[parameters.length];
    backward.run(parameters, batch, gradient);
    float inverse = (float) (1 / weight());
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= inverse;
    }
    averages.update(parameters.clone(), gradient); // of no derivative
    penalty.addGradient(parameters, gradient);
    return gradient;
  }

  private Matrix logits(float[] parameters) {
    batch.select(ORDER, FROM, TO);
    return forward.train(parameters, batch, SEED, STEP, WORKER);
  }

  private double weight() {
    double weight = 0;
    for (int i = 0; i < batch.rows(); i++) {
      weight += batch.weights()[i];
    }
    return weight;
  }
}
