package org.lockstep.trainer.step;

import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernel;

/** The gradient of a step merged over the workers of one process, by a crew. */
public final class MergedGradients implements MergedSteps.Source {
  private static final int BLOCK = Kernel.BLOCK;

  private final WorkerGradients workers;
  private final Gradient merged;
  private final GradientMerge merge;
  private final Shares shares;
  private final IntConsumer mergeBlocks = this::mergeBlocks;
  private final Kernel kernel;

  /** Σg² of each block. */
  private final double[] squares;

  public MergedGradients(WorkerGradients workers, Kernel kernel) {
    this.workers = workers;
    this.shares = new Shares(workers.crew().members());
    this.merged = workers.gradients()[0];
    this.merge = new GradientMerge(workers.gradients(), kernel.updates());
    this.kernel = kernel;
    this.squares = new double[(merged.sums().length + BLOCK - 1) / BLOCK];
  }

  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    workers.compute(parameters, epoch, step);
    shares.deal(squares.length);
    workers.crew().run(mergeBlocks);
    merge.mergeTotals();
    if (merged.touched() != null) {
      for (Gradient gradient : workers.gradients()) {
        merged.touched().addAll(gradient.touched());
      }
    }
    return merged;
  }

  private void mergeBlocks(int member) {
    int length = merged.sums().length;
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      int from = BLOCK * i;
      int end = Math.min(from + BLOCK, length);
      merge.merge(from, end - from);
      squares[i] = kernel.sumOfSquares(merged.sums(), from, end);
    }
  }

  @Override
  public double length(DoubleSupplier measured) {
    double sum = 0;
    for (double ofBlock : squares) {
      sum += ofBlock;
    }
    return Math.sqrt(sum);
  }
}
