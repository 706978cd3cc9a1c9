package org.lockstep.trainer.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The shared tree against {@link MergeTree}, with additions that remember their brackets. */
class RankTreeTest {

  @Test
  void anyDealOfWorkersToRanksMakesTheAdditionsOfTheOneTree() {
    for (int workers = 1; workers <= 33; workers++) {
      for (int ranks = 1; ranks <= 5; ranks++) {
        for (int seed = 0; seed < 6; seed++) {
          List<int[]> deal = deal(workers, ranks, seed);
          assertThat(merged(new RankTree(workers, deal), deal))
              .as("V=%d, %d ranks, seed %d", workers, ranks, seed)
              .isEqualTo(oracle(workers));
        }
      }
    }
  }

  @Test
  void aRankOfContiguousWorkersSendsFewNodes() {
    RankTree tree =
        new RankTree(
            16, List.of(IntStream.range(0, 8).toArray(), IntStream.range(8, 16).toArray()));
    assertThat(tree.nodes(0)).containsExactly(0);
    assertThat(tree.slots(1)).containsExactly(1);
    assertThat(tree.within(0).size()).isEqualTo(7);
    assertThat(tree.across().size()).isEqualTo(1);
  }

  @Test
  void everyWorkerMustBeSomeRanksOnce() {
    assertThatThrownBy(() -> new RankTree(3, List.of(new int[] {0, 2})))
        .hasMessage("the ranks must have all 3 workers. Received: 2");
    assertThatThrownBy(() -> new RankTree(3, List.of(new int[] {0, 2}, new int[] {1, 2})))
        .hasMessage(
            "workers of rank 1 must be ascending, in 0 … 2 and nobody else's. Received: 2 after 1,"
                + " which rank 0 has");
    assertThatThrownBy(() -> new RankTree(3, List.of(new int[] {2, 1})))
        .hasMessageContaining("Received: 1 after 2");
    assertThatThrownBy(() -> new RankTree(3, List.of(new int[] {0, 1, 3})))
        .hasMessageContaining("Received: 3 after 1");
  }

  /** Seed 0 deals contiguous ranges, seed 1 in turn, others at random, perhaps none to some. */
  private static List<int[]> deal(int workers, int ranks, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Integer>> deal = new ArrayList<>();
    IntStream.range(0, ranks).forEach(rank -> deal.add(new ArrayList<>()));
    for (int worker = 0; worker < workers; worker++) {
      int rank =
          seed == 0 ? worker * ranks / workers : seed == 1 ? worker % ranks : random.nextInt(ranks);
      deal.get(rank).add(worker);
    }
    return deal.stream().map(own -> own.stream().mapToInt(i -> i).toArray()).toList();
  }

  private static String oracle(int workers) {
    List<String> leaves = IntStream.range(0, workers).mapToObj(Integer::toString).toList();
    return MergeTree.merge(leaves, RankTreeTest::add);
  }

  private static String add(String left, String right) {
    return "(" + left + "+" + right + ")";
  }

  private static String merged(RankTree tree, List<int[]> deal) {
    String[] slots = new String[tree.slotCount()];
    for (int rank = 0; rank < deal.size(); rank++) {
      String[] own =
          IntStream.of(deal.get(rank)).mapToObj(Integer::toString).toArray(String[]::new);
      add(own, tree.within(rank));
      for (int i = 0; i < tree.nodes(rank).length; i++) {
        slots[tree.slots(rank)[i]] = own[tree.nodes(rank)[i]];
      }
    }
    add(slots, tree.across());
    return slots[0];
  }

  private static void add(String[] places, Additions additions) {
    for (int i = 0; i < additions.size(); i++) {
      places[additions.left(i)] = add(places[additions.left(i)], places[additions.right(i)]);
    }
  }
}
