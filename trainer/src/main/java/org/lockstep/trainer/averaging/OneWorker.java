package org.lockstep.trainer.averaging;

import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.question.Asked;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * One logical worker of V and its training rows, as if there were no others: the steps that it
 * makes on its own are those of a run over it alone.
 */
final class OneWorker implements Asked {
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final int worker;
  private final Shard train;
  private final long totalRows;
  private final Kernel kernel;
  private final ShardWorker shardWorker;

  /** Made when it is first asked for: steps of one's own have theirs. */
  private Gradient gradient;

  /**
   * @param worker v of 0 … V−1
   * @param totalRows training rows of all V workers
   */
  OneWorker(
      NetworkSpec network,
      TrainingSpec training,
      int worker,
      Shard train,
      long totalRows,
      Kernel kernel) {
    this.network = network;
    this.training = training;
    this.worker = worker;
    this.train = train;
    this.totalRows = totalRows;
    this.kernel = kernel;
    this.shardWorker = new ShardWorker(network, training, worker, train, kernel);
  }

  ShardWorker shardWorker() {
    return shardWorker;
  }

  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    if (gradient == null) {
      gradient = Gradient.of(network, training);
    }
    shardWorker.gradient(parameters, epoch, step, totalRows, gradient);
    return gradient;
  }

  @Override
  public <A> A ask(float[] parameters, Question<A> question) {
    return question.ask(worker, train, totalRows, parameters, kernel);
  }
}
