package org.lockstep.trainer.averaging;

import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.merge.Additions;

/** Merges averages of a round in a tree's order, stretch by stretch, by a crew of threads. */
public final class RoundMerge {
  /** Numbers that a thread merges at a time. */
  private static final int BLOCK = 4096;

  private final Additions additions;
  private final double[] left;
  private final double[] right;

  /**
   * @param additions each right average to its left
   */
  public RoundMerge(Additions additions) {
    this.additions = additions;
    this.left = new double[additions.size()];
    this.right = new double[additions.size()];
  }

  /**
   * Makes the additions in place.
   *
   * @param averages at the places that the additions name
   */
  public void merge(RoundAverage[] averages, Crew crew) {
    for (int i = 0; i < additions.size(); i++) {
      RoundAverage average = averages[additions.left(i)];
      left[i] = average.weight();
      right[i] = averages[additions.right(i)].weight();
      average.addOutcome(averages[additions.right(i)]);
    }
    int numbers = averages.length == 0 ? 0 : averages[0].arrays()[0].length;
    Shares shares = new Shares(crew.members());
    shares.deal((numbers + BLOCK - 1) / BLOCK);
    crew.run(
        member -> {
          for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
            int from = BLOCK * i;
            mix(averages, from, Math.min(numbers, from + BLOCK));
          }
        });
  }

  private void mix(RoundAverage[] averages, int from, int to) {
    for (int i = 0; i < additions.size(); i++) {
      float[][] a = averages[additions.left(i)].arrays();
      float[][] b = averages[additions.right(i)].arrays();
      for (int array = 0; array < a.length; array++) {
        RoundAverage.mix(a[array], b[array], from, to, left[i], right[i]);
      }
    }
  }
}
