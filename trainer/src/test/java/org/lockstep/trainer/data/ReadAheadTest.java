package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.trainer.matrix.Matrix;

/** Windows of a streamed shard that are read before they are needed. */
@Timeout(30)
class ReadAheadTest {
  private static final int BLOCK_ROWS = 4;
  private static final int WINDOW_BLOCKS = 2;

  /** Blocks whose rows have their numbers as features, and what was asked for. */
  private static final class Blocks implements BlockSource {
    private static final long serialVersionUID = 1L;

    private final int rows;
    private final Random delays;
    private final transient BlockingQueue<List<Integer>> asked = new LinkedBlockingQueue<>();
    private volatile int broken = -1;
    private volatile int stuck = -1;

    Blocks(int rows, long seed) {
      this.rows = rows;
      this.delays = new Random(seed);
    }

    @Override
    public List<Shard> read(int... blocks) throws IOException {
      asked.add(Arrays.stream(blocks).boxed().toList());
      pause(blocks[0] == stuck ? 20_000 : delays.nextInt(3));
      List<Shard> read = new ArrayList<>();
      for (int block : blocks) {
        if (block == broken) {
          throw new IOException("block " + block + " is gone");
        }
        int first = block * BLOCK_ROWS;
        int count = Math.min(BLOCK_ROWS, rows - first);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
          numbers[i] = first + i;
        }
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        read.add(new Shard(new Matrix(numbers, 0, count, 1), ones, 1, ones));
      }
      return read;
    }

    private static void pause(int millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    List<Integer> awaitAsked() throws InterruptedException {
      return asked.poll(20, TimeUnit.SECONDS);
    }

    Shard shard() {
      StreamSpec order = new StreamSpec(BLOCK_ROWS, WINDOW_BLOCKS);
      return Shard.streamed(new StreamedRows(this, rows, 1, false, 1, order), 1);
    }
  }

  /** The number of the row at a position, as its features tell it and as the order does. */
  private static int row(EpochRows rows, MiniBatch batch, int position) {
    rows.select(batch, position, position + 1);
    int told = (int) batch.dense().get(0, 0);
    assertThat(rows.shardRow(position)).isEqualTo(told);
    return told;
  }

  @Test
  void theNextWindowIsReadWhileStepsHaveThisOneAndNoOther() throws InterruptedException {
    Blocks blocks = new Blocks(30, 1);
    EpochRows rows = EpochRows.of(blocks.shard());
    MiniBatch batch = new MiniBatch(blocks.shard(), 1);
    BlockOrder order = new BlockOrder(30, BLOCK_ROWS, WINDOW_BLOCKS);
    order.shuffle(7, 0, 0);
    rows.shuffle(7, 0, 0);
    for (int window = 0; window < 4; window++) {
      row(rows, batch, order.start(window));
      if (window == 0) {
        assertThat(blocks.awaitAsked()).isEqualTo(list(order.blocks(0)));
      }
      if (window < 3) {
        assertThat(blocks.awaitAsked()).isEqualTo(list(order.blocks(window + 1)));
      }
      assertThat(blocks.asked).isEmpty();
    }
  }

  private static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  @Test
  void rowsComeInTheOrderOfTheEpochHoweverSlowlyTheyAreRead() {
    long seed = 20;
    Blocks blocks = new Blocks(45, seed);
    EpochRows rows = EpochRows.of(blocks.shard());
    MiniBatch batch = new MiniBatch(blocks.shard(), 1);
    BlockOrder order = new BlockOrder(45, BLOCK_ROWS, WINDOW_BLOCKS);
    for (int epoch = 0; epoch < 3; epoch++) {
      order.shuffle(3, epoch, 1);
      rows.shuffle(3, epoch, 1);
      // The second epoch is given up half way, with a window under way.
      for (int position = 0; position < (epoch == 1 ? 20 : 45); position++) {
        int window = order.windowOf(position);
        int place = order.rows(window)[position - order.start(window)];
        int expected = order.blocks(window)[place / BLOCK_ROWS] * BLOCK_ROWS + place % BLOCK_ROWS;
        assertThat(row(rows, batch, position)).as("seed %d", seed).isEqualTo(expected);
      }
    }
    rows.ascending();
    for (int position : new int[] {0, 44, 3, 17, 16, 20, 44}) {
      assertThat(row(rows, batch, position)).isEqualTo(position);
    }
  }

  @Test
  void whatCannotBeReadFailsWhenItIsNeededAndIsTriedAgain() {
    Blocks blocks = new Blocks(16, 1);
    blocks.broken = 1;
    EpochRows rows = EpochRows.of(blocks.shard());
    MiniBatch batch = new MiniBatch(blocks.shard(), 1);
    rows.ascending();
    for (int position = 0; position < BLOCK_ROWS; position++) {
      assertThat(row(rows, batch, position)).isEqualTo(position);
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> row(rows, batch, BLOCK_ROWS))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              "the blocks of a streamed shard must be readable: java.io.IOException: block 1 is"
                  + " gone");
    }
    blocks.broken = -1;
    assertThat(row(rows, batch, BLOCK_ROWS)).isEqualTo(BLOCK_ROWS);
  }

  @Test
  void anInterruptedWaitEnds() {
    Blocks blocks = new Blocks(16, 1);
    blocks.stuck = 1;
    EpochRows rows = EpochRows.of(blocks.shard());
    MiniBatch batch = new MiniBatch(blocks.shard(), 1);
    rows.ascending();
    row(rows, batch, 0);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> row(rows, batch, BLOCK_ROWS))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("interrupted while rows are read");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
