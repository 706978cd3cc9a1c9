package org.lockstep.trainer.divergence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.matrix.NonFinite;
import org.lockstep.trainer.network.BackwardPass;
import org.lockstep.trainer.network.ForwardPass;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.StageListener;
import org.lockstep.trainer.network.Workspace;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.question.WorkerStep;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Asks where a step's numbers first left the finite ones: the step is computed again and looked
 * through in the order of its arithmetic: inputs, layers' outputs from the first on, the rows'
 * losses, deltas from the last layer back, and each layer's gradient.
 *
 * @param epoch counted from 0
 * @param step counted from 0 within the epoch
 */
record FirstTrouble(NetworkSpec network, TrainingSpec training, int epoch, int step)
    implements Question<Trouble> {

  @Override
  public Trouble merge(Trouble left, Trouble right) {
    return left.merge(right);
  }

  @Override
  public void write(Trouble answer, DataOutput out) throws IOException {
    answer.write(out);
  }

  @Override
  public Trouble read(DataInput in) throws IOException {
    return Trouble.read(in);
  }

  @Override
  public Trouble ask(int worker, Shard train, long totalRows, float[] parameters, Kernel kernel) {
    WorkerStep own = new WorkerStep(training, worker, train, totalRows, epoch, step, step + 1);
    if (own.rows() == 0) {
      return Trouble.none();
    }
    return new Search(worker, train, own, parameters, kernel)
        .first((long) epoch * training.stepsPerEpoch(totalRows) + step);
  }

  /** The search among one worker's rows. */
  private final class Search implements StageListener {
    private final int worker;
    private final int targetColumns;
    private final WorkerStep own;
    private final float[] parameters;
    private final MiniBatch batch;
    private final Workspace workspace;
    private final MatrixMath math;
    private Trouble met = Trouble.none();
    private int handedOn;

    /** Of each row, before dropout. */
    private final LargestFeature[] features;

    Search(int worker, Shard shard, WorkerStep own, float[] parameters, Kernel kernel) {
      this.worker = worker;
      this.targetColumns = shard.targetColumns();
      this.own = own;
      this.parameters = parameters;
      this.batch = own.batch();
      this.workspace = new Workspace(network, own.rows());
      this.math = new MatrixMath(kernel);
      this.features = new LargestFeature[own.rows()];
      Arrays.setAll(features, row -> LargestFeature.of(batch, row));
    }

    Trouble first(long globalStep) {
      Trouble input =
          name(
              new Trouble(Trouble.INPUT, 0, "an input", Float.NaN),
              row -> !Float.isFinite(features[row].value()));
      if (input.rows() > 0) {
        return input;
      }
      workspace.show(this);
      Matrix logits =
          new ForwardPass(workspace, math)
              .train(parameters, batch, training.seed(), globalStep, worker);
      if (met.kind() != Trouble.NOWHERE) {
        return met;
      }
      Trouble loss = loss(logits);
      return loss.rows() > 0 ? loss : backward();
    }

    @Override
    public void wrote(String layer, boolean relu, Matrix output) {
      meet(Trouble.OUTPUT, "the output of " + layer, output);
    }

    @Override
    public void received(String layer, Matrix delta) {
      meet(Trouble.DELTA, "the error sent back to " + layer, delta);
    }

    private void meet(int kind, String where, Matrix numbers) {
      handedOn++;
      if (met.kind() == Trouble.NOWHERE && strange(numbers)) {
        Trouble trouble = new Trouble(kind, handedOn, where, sample(numbers));
        met = name(trouble, row -> strange(numbers, row));
      }
    }

    private Trouble loss(Matrix logits) {
      Loss loss = Loss.of(network);
      Trouble trouble = new Trouble(Trouble.LOSS, 0, "the loss", Float.POSITIVE_INFINITY);
      name(trouble, row -> !Double.isFinite(lossOf(loss, logits, row)));
      loss.lossAndDelta(
          logits, batch.targets(), batch.weights(), workspace.outputDelta(own.rows()));
      return trouble;
    }

    private double lossOf(Loss loss, Matrix logits, int row) {
      Matrix one = Matrix.zeros(1, logits.columns());
      for (int j = 0; j < logits.columns(); j++) {
        one.set(0, j, logits.get(row, j));
      }
      float[] target = new float[targetColumns];
      System.arraycopy(batch.targets(), row * targetColumns, target, 0, targetColumns);
      return loss.loss(one, target, new float[] {batch.weights()[row]});
    }

    private Trouble backward() {
      float[] gradient = new float[parameters.length];
      new BackwardPass(workspace, math).run(parameters, batch, gradient);
      if (met.kind() != Trouble.NOWHERE) {
        return met;
      }
      ParameterLayout layout = new ParameterLayout(network);
      for (int s = layout.slices().size() - 1; s >= 0; s--) {
        ParameterLayout.Slice slice = layout.slices().get(s);
        Matrix part = slice.of(gradient);
        if (strange(part)) {
          String where = "the gradient of " + slice.name();
          Trouble trouble = new Trouble(Trouble.GRADIENT, -s, where, sample(part));
          // A product of two finite numbers overflowed: the rows with the largest inputs.
          float largest = 0;
          for (int row = 0; row < own.rows(); row++) {
            largest = Math.max(largest, features[row].size());
          }
          float limit = largest / 2;
          return name(trouble, row -> features[row].size() >= limit);
        }
      }
      return Trouble.none();
    }

    private Trouble name(Trouble trouble, IntPredicate shows) {
      for (int row = 0; row < own.rows(); row++) {
        if (shows.test(row)) {
          float target = batch.targets()[row * targetColumns];
          trouble.addRow(worker, own.shardRow(row), target, features[row]);
        }
      }
      return trouble;
    }
  }

  private static boolean strange(Matrix numbers) {
    return firstOf(numbers, 0, numbers.rows()) >= 0;
  }

  private static boolean strange(Matrix numbers, int row) {
    return firstOf(numbers, row, row + 1) >= 0;
  }

  private static int firstOf(Matrix numbers, int fromRow, int toRow) {
    int start = numbers.offset();
    return NonFinite.first(
        numbers.data(), start + fromRow * numbers.columns(), start + toRow * numbers.columns());
  }

  /** The first number that is not finite; there must be one. */
  private static float sample(Matrix numbers) {
    return numbers.data()[firstOf(numbers, 0, numbers.rows())];
  }
}
