package org.lockstep.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitCountsTest {
  @Test
  void theAirlineTweetsAreDivided8784To2928To2928() {
    SplitCounts counts = new SplitCounts(0.6, 0.2, 0.2);
    // quotas 5506.8/1835.6/1835.6, 1859.4/619.8/619.8, 1417.8/472.6/472.6
    assertThat(counts.next(9178)).containsExactly(5507, 1836, 1835);
    assertThat(counts.next(3099)).containsExactly(1859, 620, 620);
    assertThat(counts.next(2363)).containsExactly(1418, 472, 473);
  }

  @Test
  void sharesAreRenormalisedWithoutRounding() {
    assertThat(new SplitCounts(0.6, 0.2, 0).next(12_500)).containsExactly(9375, 3125, 0);
    assertThat(new SplitCounts(0.7, 0, 0.3).next(10)).containsExactly(7, 0, 3);
  }

  @Test
  void everySplitWithAShareGetsARowOfEveryClass() {
    assertThat(new SplitCounts(0.98, 0.01, 0.01).next(3)).containsExactly(1, 1, 1);
    assertThat(new SplitCounts(0.98, 0.01, 0.01).splits()).isEqualTo(3);
    assertThat(new SplitCounts(0.7, 0, 0.3).splits()).isEqualTo(2);
  }

  @Test
  void countsAddUpAndStayWithinOneOfTheQuota() {
    Random random = new Random(7);
    for (int trial = 0; trial < 500; trial++) {
      int train = 1 + random.nextInt(98);
      int validation = random.nextInt(100 - train);
      double[] shares = {train / 100.0, validation / 100.0, (100 - train - validation) / 100.0};
      SplitCounts counts = new SplitCounts(shares);
      for (int rows = 200; rows < 230; rows++) {
        long[] got = counts.next(rows);
        assertThat(got[0] + got[1] + got[2]).isEqualTo(rows);
        for (int split = 0; split < 3; split++) {
          assertThat(Math.abs(got[split] - rows * shares[split]))
              .as("trial %d", trial)
              .isLessThan(1 + 1e-9);
        }
      }
    }
  }
}
