package org.lockstep.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.merge.RankTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.Task;

class RankSumsTest {
  private static final int WORKERS = 7;

  /** Five whole blocks and a short one. */
  private static final int PARAMETERS = 5 * RankSums.BLOCK + 77;

  /** Counts the bytes of the longest message. */
  private static final class Measured implements Exchange {
    private final Exchange exchange;
    private int longest;

    Measured(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public int rank() {
      return exchange.rank();
    }

    @Override
    public int ranks() {
      return exchange.ranks();
    }

    @Override
    public ByteBuffer[] exchange(ByteBuffer[] messages) {
      for (int other = 0; other < messages.length; other++) {
        longest = Math.max(longest, other == rank() ? 0 : messages[other].remaining());
      }
      return exchange.exchange(messages);
    }
  }

  private record Outcome(float[] sums, int longestMessage) {}

  private static Outcome merged(Exchange exchange, Compression compression, int portion) {
    Measured measured = new Measured(exchange);
    int ranks = exchange.ranks();
    List<int[]> workers =
        IntStream.range(0, ranks)
            .mapToObj(
                rank -> IntStream.range(0, WORKERS).filter(each -> each % ranks == rank).toArray())
            .toList();
    int[] own = workers.get(exchange.rank());
    Gradient[] leaves = new Gradient[own.length];
    Arrays.setAll(leaves, i -> new Gradient(PARAMETERS, Totals.of(Task.REGRESSION, 1)));
    RankSide side =
        new RankSide(new RankTree(WORKERS, workers), measured, leaves, Kernels.best(), compression);
    Gradient result = new Gradient(PARAMETERS, Totals.of(Task.REGRESSION, 1));
    try (Crew crew = new Crew(1)) {
      RankSums sums = new RankSums(side, result, crew, portion);
      for (int time = 0; time < 2; time++) { // what the first left behind does not matter
        for (int i = 0; i < own.length; i++) {
          SplittableRandom random = new SplittableRandom(own[i]);
          for (int j = 0; j < PARAMETERS; j++) {
            leaves[i].sums()[j] = (float) random.nextDouble(-1, 1);
          }
        }
        sums.merge();
      }
    }
    return new Outcome(result.sums(), measured.longest);
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void portionsHaveTheBitsOfTheWhole(Compression compression) {
    for (int ranks : new int[] {2, 3, 5}) {
      float[] expected =
          MemoryExchange.run(ranks, each -> merged(each, compression, PARAMETERS)).get(0).sums();
      for (int blocks : new int[] {1, 2, 3, 5}) {
        List<Outcome> all =
            MemoryExchange.run(ranks, each -> merged(each, compression, blocks * RankSums.BLOCK));
        for (Outcome each : all) {
          assertThat(Arrays.mismatch(each.sums(), expected))
              .as("%d ranks, portions of %d blocks", ranks, blocks)
              .isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void aMessageIsAsLongAsAPortionNotAsTheModel() {
    int portion = RankSums.BLOCK;
    int nodes = (WORKERS + 1) / 2;
    for (Outcome each :
        MemoryExchange.run(2, exchange -> merged(exchange, Compression.NONE, portion))) {
      assertThat(each.longestMessage()).isLessThanOrEqualTo(Float.BYTES * portion * nodes);
    }
  }
}
