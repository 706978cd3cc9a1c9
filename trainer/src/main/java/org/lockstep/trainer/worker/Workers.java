package org.lockstep.trainer.worker;

import java.util.Optional;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.question.Asked;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.step.MergedSteps;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.update.GradientStep;

/**
 * The V logical workers of a run, wherever they are: this thread ({@link LocalWorkers}) or a
 * cluster. All implementations give the same bits, since the leaves are {@link ShardWorker}'s and
 * the tree is {@link MergeTree}'s.
 */
public interface Workers extends Asked, AutoCloseable {

  /** V, the number of logical workers. */
  int count();

  /** Rows of a split over all workers. */
  long rows(Split split);

  /**
   * The gradient sums of one step, merged over all V workers.
   *
   * @param parameters in {@link org.lockstep.trainer.network.ParameterLayout} order; not modified
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   * @return the caller's to read and overwrite until the next call
   */
  @Override
  Gradient gradient(float[] parameters, int epoch, int step);

  /**
   * The outcome of a split under the parameters, without dropout, merged over all V workers.
   *
   * @param thresholds of the network's sigmoid outputs; nothing for 0.5
   */
  Totals evaluate(float[] parameters, Split split, Optional<Thresholds> thresholds);

  /** With thresholds of 0.5. */
  default Totals evaluate(float[] parameters, Split split) {
    return evaluate(parameters, split, Optional.empty());
  }

  /**
   * How a run makes its steps over these workers.
   *
   * @param gradientStep of the run
   * @param parameters changed in place by the steps
   */
  default Steps steps(GradientStep gradientStep, float[] parameters) {
    return new MergedSteps(this::gradient, gradientStep, parameters, new Crew(1));
  }

  /**
   * All workers make a round's steps, each on its own, and are averaged ({@link AveragingSpec}).
   *
   * @param start the parameters, then the arrays of the optimizer's state; not modified
   * @return to be read only, until the next call
   */
  RoundAverage round(float[][] start, Round round);

  /**
   * All workers' answers, merged in worker order.
   *
   * @param parameters not modified
   */
  @Override
  <A> A ask(float[] parameters, Question<A> question);

  /**
   * What all processes of the run agree on, where no step says so: the strongest of their wishes.
   * All of them call this at the same points.
   */
  default Wish agree(Wish own) {
    return own;
  }

  /** Whether this process hands out the result of what all do: one of a run's. */
  default boolean leads() {
    return true;
  }

  @Override
  void close();
}
