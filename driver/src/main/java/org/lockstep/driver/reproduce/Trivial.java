package org.lockstep.driver.reproduce;

import java.util.List;
import org.lockstep.driver.flow.CollectedRows;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;

/** What answering one class for every row scores. */
final class Trivial {
  private Trivial() {}

  /**
   * Macro-F1 on the validation rows: the class has precision p (its share) and recall 1, so 2p/(1 +
   * p) of its own, and the others 0.
   *
   * @param label the class that is always answered
   */
  static double macroF1(CollectedRows rows, int label) {
    List<Shard> shards = rows.splits().get(Split.VALIDATION);
    double all = 0;
    double of = 0;
    for (Shard shard : shards) {
      for (float target : shard.targets()) {
        all++;
        of += target == label ? 1 : 0;
      }
    }
    double share = of / all;
    return 2 * share / (1 + share) / rows.labels().size();
  }
}
