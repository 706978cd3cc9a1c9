package org.lockstep.trainer.step;

import java.util.List;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;

/**
 * The steps of one run over its parameters: {@link #gradient} and {@link #update} in turn. Between
 * steps some parameters may be behind; {@link #bringUp} makes all of them current.
 */
public interface Steps {

  /**
   * Computes the merged gradient of a step.
   *
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   * @return the outcome of the step's rows; to be read only, until the next call
   */
  Totals gradient(int epoch, int step);

  /**
   * The length of the gradient sums that {@link #gradient} merged, or an upper bound of it; not
   * finite if one of them is not.
   */
  double length();

  /**
   * The sums that {@link #gradient} merged, after {@link #bringUp}: for a closer look, which may
   * cost as much as the step. To be read only, until the next call.
   */
  Gradient merged();

  /**
   * Makes the step that the gradient is for.
   *
   * @param step 1 for the first step of the run
   * @return its learning rate
   */
  double update(long step);

  /** Makes all parameters and the optimizer's state those after the last step. */
  void bringUp();

  /** Says, before {@link #gradient}, what this process wishes for at the end of the step. */
  void propose(Wish wish);

  /**
   * After {@link #gradient}: what all processes of the run agreed on, the strongest of their
   * wishes; nothing if there is no whole state at the end of this step.
   */
  Wish agreed();

  /**
   * What the optimizer remembers after {@link #bringUp}, an array as long as the parameters each:
   * to be read only, until the next step. All processes of a run call this at the same points.
   *
   * @param wanted whether this process wants it; if not, it may get nothing
   */
  List<float[]> optimizerState(boolean wanted);
}
