package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockOrderTest {
  private static final long SEED = 7;

  /** The shard's rows in the order of the epoch, and every window's bounds looked at. */
  private static int[] epoch(BlockOrder order, int rows, int blockRows) {
    List<Integer> epoch = new ArrayList<>();
    for (int window = 0; order.start(window) < rows; window++) {
      int[] blocks = order.blocks(window);
      assertThat(blocks).isSorted();
      assertThat(order.start(window)).isEqualTo(epoch.size());
      for (int row : order.rows(window)) {
        assertThat(order.windowOf(epoch.size())).isEqualTo(window);
        epoch.add(blocks[row / blockRows] * blockRows + row % blockRows);
      }
      assertThat(order.start(window + 1)).isEqualTo(epoch.size());
    }
    return epoch.stream().mapToInt(row -> row).toArray();
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "10,3,1", "10,3,2", "12,3,2", "100,7,3", "100,100,1", "100,9,50", "65,8,8"})
  void everyRowComesOnceAnEpochWhereverTheShortBlockStands(int rows, int blockRows, int window) {
    BlockOrder order = new BlockOrder(rows, blockRows, window);
    int[] all = IntStream.range(0, rows).toArray();
    assertThat(epoch(order, rows, blockRows)).isEqualTo(all);
    for (int number = 0; number < 20; number++) {
      order.shuffle(SEED, number, 3);
      int[] epoch = epoch(order, rows, blockRows);
      Arrays.sort(epoch);
      assertThat(epoch).isEqualTo(all);
    }
    order.ascending();
    assertThat(epoch(order, rows, blockRows)).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({"100,7,15", "100,7,40", "100,100,1", "100,1000,1"})
  void aWindowOfAllRowsGivesTheOrderOfRowsInMemory(int rows, int blockRows, int window) {
    int[] inMemory = new int[rows];
    EpochOrder.fill(inMemory, SEED, 2, 3);
    BlockOrder order = new BlockOrder(rows, blockRows, window);
    order.shuffle(SEED, 2, 3);
    assertThat(epoch(order, rows, blockRows)).isEqualTo(inMemory);
  }

  @Test
  void seedEpochAndWorkerEachHaveAnOrderOfTheirOwn() {
    BlockOrder order = new BlockOrder(60, 5, 3);
    order.shuffle(SEED, 1, 2);
    int[] one = epoch(order, 60, 5);
    for (long[] other : new long[][] {{8, 1, 2}, {SEED, 2, 2}, {SEED, 1, 3}}) {
      order.shuffle(other[0], (int) other[1], (int) other[2]);
      assertThat(epoch(order, 60, 5)).isNotEqualTo(one);
    }
    order.shuffle(SEED, 1, 2);
    assertThat(epoch(order, 60, 5)).isEqualTo(one);
  }

  @Test
  void blocksFallIntoEveryWindowAndRowsToEveryPlaceOfTheirs() {
    BlockOrder order = new BlockOrder(12, 2, 2);
    int[][] counts = new int[12][12];
    int epochs = 12_000;
    for (int epoch = 0; epoch < epochs; epoch++) {
      order.shuffle(SEED, epoch, 0);
      int[] rows = epoch(order, 12, 2);
      for (int position = 0; position < rows.length; position++) {
        counts[rows[position]][position]++;
      }
    }
    // expected 1000 each, standard deviation 30
    assertThat(Arrays.stream(counts).flatMapToInt(Arrays::stream))
        .allMatch(count -> count > 850 && count < 1150);
  }
}
