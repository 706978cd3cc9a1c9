package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

  private static int[] order(int rows, long seed, int epoch, int worker) {
    int[] order = new int[rows];
    EpochOrder.fill(order, seed, epoch, worker);
    return order;
  }

  @Test
  void everyRowComesOnce() {
    for (int rows : new int[] {0, 1, 2, 100}) {
      int[] sorted = order(rows, 3, 1, 2);
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(IntStream.range(0, rows).toArray());
    }
  }

  @Test
  void seedEpochAndWorkerEachHaveAnOrderOfTheirOwn() {
    int[] order = order(50, 3, 1, 2);
    assertThat(order(50, 3, 1, 2)).isEqualTo(order);
    assertThat(order(50, 4, 1, 2)).isNotEqualTo(order);
    assertThat(order(50, 3, 2, 2)).isNotEqualTo(order);
    assertThat(order(50, 3, 1, 3)).isNotEqualTo(order);
  }

  @Test
  void whatTheArrayHeldBeforeDoesNotMatter() {
    int[] order = order(50, 8, 0, 0);
    EpochOrder.fill(order, 3, 1, 2);
    assertThat(order).isEqualTo(order(50, 3, 1, 2));
  }

  @Test
  void theSixOrdersOfThreeRowsAreEquallyLikely() {
    int[] counts = new int[27];
    int draws = 6_000;
    for (int epoch = 0; epoch < draws; epoch++) {
      int[] order = order(3, 1, epoch, 0);
      counts[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    // expected 1000 each, standard deviation 29
    assertThat(Arrays.stream(counts).filter(count -> count > 0)).hasSize(6).allMatch(c -> c > 850);
  }
}
