package org.lockstep.trainer.step;

import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Updates;

/** The gradient of a step merged over the workers of one process, by a crew. */
public final class MergedGradients implements MergedSteps.Source {
  private static final int BLOCK = 4096;

  private final WorkerGradients workers;
  private final Gradient merged;
  private final GradientMerge merge;
  private final Shares shares;
  private final IntConsumer mergeBlocks = this::mergeBlocks;

  public MergedGradients(WorkerGradients workers, Updates updates) {
    this.workers = workers;
    this.shares = new Shares(workers.crew().members());
    this.merged = workers.gradients()[0];
    this.merge = new GradientMerge(workers.gradients(), updates);
  }

  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    workers.compute(parameters, epoch, step);
    shares.deal((merged.sums().length + BLOCK - 1) / BLOCK);
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
      merge.merge(from, Math.min(BLOCK, length - from));
    }
  }
}
