package org.lockstep.trainer.metric;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.decision.Thresholds;

/**
 * For each label the threshold of the best F1. The cuts that are tried are the boundaries of the
 * {@link ScoreHistogram}'s bins between −16 and 16 (probabilities from 1e-7 to 1 − 1e-7), so the
 * counts above each are exact and the F1 is that of {@link
 * org.lockstep.trainer.decision.Decision#isPositive} with the threshold. Of equals the one nearest
 * to 0.5 wins, then the lower. A label without rows keeps 0.5.
 */
final class ThresholdTuning {
  private static final double FARTHEST = 16;

  private ThresholdTuning() {}

  static Thresholds of(ScoreHistogram[] labels) {
    List<Double> thresholds = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (ScoreHistogram label : labels) {
      double best = 0;
      double bestF1 = label.f1Above(0);
      for (int bin = 1; bin < label.bins(); bin++) {
        double cut = label.lowerEdge(bin);
        if (Math.abs(cut) <= FARTHEST) {
          double f1 = label.f1Above(cut);
          boolean nearer = Math.abs(cut) < Math.abs(best);
          if (f1 > bestF1 || (f1 == bestF1 && nearer)) {
            best = cut;
            bestF1 = f1;
          }
        }
      }
      thresholds.add(1 / (1 + StrictMath.exp(-best)));
      scores.add(bestF1);
    }
    return new Thresholds(thresholds, scores);
  }
}
