package org.lockstep.trainer.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leaves are letters and addition writes brackets, so that the tree can be read. */
class MergeTreeTest {

  private static List<String> leaves(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> String.valueOf((char) ('a' + i))).toList();
  }

  private static String add(String left, String right) {
    return "(" + left + right + ")";
  }

  private static List<MergeTree.Node<String>> partial(int workers, int from, int to) {
    return MergeTree.partial(workers, from, to, leaves(from, to).iterator(), MergeTreeTest::add);
  }

  @Test
  void theTreeIsFixedAndAMissingRightChildIsLeftOut() {
    assertThat(MergeTree.merge(leaves(0, 1), MergeTreeTest::add)).isEqualTo("a");
    assertThat(MergeTree.merge(leaves(0, 3), MergeTreeTest::add)).isEqualTo("((ab)c)");
    assertThat(MergeTree.merge(leaves(0, 5), MergeTreeTest::add)).isEqualTo("(((ab)(cd))e)");
    assertThat(MergeTree.merge(leaves(0, 7), MergeTreeTest::add)).isEqualTo("(((ab)(cd))((ef)g))");
  }

  @Test
  void aRangeGivesItsMaximalCompleteNodes() {
    assertThat(partial(8, 1, 7))
        .extracting(MergeTree.Node::value)
        .containsExactly("b", "(cd)", "(ef)", "g");
    assertThat(partial(7, 4, 7)).extracting(MergeTree.Node::value).containsExactly("((ef)g)");
    assertThat(partial(7, 3, 3)).isEmpty();
  }

  @Test
  void mergingPartialNodesEqualsFullMergingHoweverTheWorkersAreSpread() {
    SplittableRandom random = new SplittableRandom(17);
    for (int workers = 1; workers <= 20; workers++) {
      String full = MergeTree.merge(leaves(0, workers), MergeTreeTest::add);
      for (int trial = 0; trial < 30; trial++) {
        List<MergeTree.Node<String>> nodes = new ArrayList<>();
        for (int from = 0; from < workers; ) {
          int to = from + 1 + random.nextInt(workers - from);
          nodes.addAll(random.nextInt(nodes.size() + 1), partial(workers, from, to));
          from = to;
        }
        assertThat(MergeTree.complete(workers, nodes, MergeTreeTest::add)).isEqualTo(full);
      }
    }
  }

  @Test
  void aMissingOrRepeatedWorkerIsNamed() {
    assertThatThrownBy(() -> MergeTree.complete(4, partial(4, 0, 3), MergeTreeTest::add))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("worker 3 of 4 is missing");
    List<MergeTree.Node<String>> twice = new ArrayList<>(partial(4, 0, 2));
    twice.addAll(partial(4, 0, 2));
    assertThatThrownBy(() -> MergeTree.complete(4, twice, MergeTreeTest::add))
        .hasMessageContaining("Received twice: level 1, index 0");
    assertThatThrownBy(() -> partial(4, 2, 5)).hasMessageContaining("Received: [2, 5) of 4");
  }
}
