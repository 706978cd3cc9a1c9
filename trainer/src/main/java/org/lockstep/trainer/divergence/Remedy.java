package org.lockstep.trainer.divergence;

import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.TrainingSpec;

/** What to try when the numbers of a step are not finite: sentences for people. */
final class Remedy {
  /** A feature is scaled to about 1; beyond this its products leave the useful range soon. */
  private static final float LARGE = 1e4f;

  private Remedy() {}

  /**
   * The sentences, the likeliest remedy first.
   *
   * @param firstStep whether no update has been made yet, so that the rate cannot be to blame
   */
  static String of(Trouble trouble, NetworkSpec network, TrainingSpec training, boolean firstStep) {
    if (trouble.kind() == Trouble.INPUT) {
      return "Correct or leave out these rows: a feature must be a finite number";
    }
    StringBuilder words = new StringBuilder();
    if (trouble.largestFeature() >= LARGE) {
      words.append("Check these rows and scale the features (").append(trouble.largestFeature());
      words.append(" is far from 1). ");
    }
    if (network.task() == Task.REGRESSION && trouble.largestTarget() >= LARGE) {
      words.append("Scale the targets (").append(trouble.largestTarget());
      words.append(" is far from 1). ");
    }
    if (!firstStep) {
      words
          .append("Try a smaller learning rate than ")
          .append(training.optimizer().learningRate())
          .append(", and clip the gradient by global norm");
    } else if (words.isEmpty()) {
      words.append("No update was made yet: choose smaller initial weights");
    } else {
      words.setLength(words.length() - 2);
    }
    return words.toString();
  }
}
