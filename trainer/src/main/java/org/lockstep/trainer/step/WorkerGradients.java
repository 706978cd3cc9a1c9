package org.lockstep.trainer.step;

import java.util.List;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;

/** The whole gradients of a process's workers, each in arrays of its own, by a crew. */
public final class WorkerGradients {
  private final List<ShardWorker> workers;
  private final long trainRows;
  private final Gradient[] gradients;
  private final Crew crew;
  private final Shares shares;
  private final IntConsumer compute = this::compute;
  private float[] parameters;
  private int epoch;
  private int step;

  /**
   * @param gradients one a worker, as long as the parameters
   */
  public WorkerGradients(
      List<ShardWorker> workers, long trainRows, Gradient[] gradients, Crew crew) {
    this.workers = workers;
    this.trainRows = trainRows;
    this.gradients = gradients;
    this.crew = crew;
    this.shares = new Shares(crew.members());
  }

  /** Computes each worker's sums of a step anew. */
  public void compute(float[] parameters, int epoch, int step) {
    this.parameters = parameters;
    this.epoch = epoch;
    this.step = step;
    shares.deal(gradients.length);
    crew.run(compute);
  }

  private void compute(int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      workers.get(i).gradient(parameters, epoch, step, trainRows, gradients[i]);
    }
  }

  Gradient[] gradients() {
    return gradients;
  }

  Crew crew() {
    return crew;
  }
}
