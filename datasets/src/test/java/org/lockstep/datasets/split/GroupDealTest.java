package org.lockstep.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupDealTest {

  /** 8 rows of the first group and 2 of each other: 8 : 4 : 4 is met by the largest one alone. */
  @Test
  void theLargestGoesWhereMostRowsLackAndTheOthersFillUp() {
    long[] groups = {10, 20, 30, 40, 50};
    long[][] rows = {{8}, {2}, {2}, {2}, {2}};
    int[] parts = new GroupDeal(0.5, 0.25, 0.25).deal(groups, rows, 7);
    assertThat(parts[0]).isZero();
    assertThat(IntStream.of(parts).filter(part -> part == 1)).hasSize(2);
    assertThat(IntStream.of(parts).filter(part -> part == 2)).hasSize(2);
  }

  /** Two groups of one class each and two mixed ones: folds of equal size alone would not do. */
  @Test
  void classesAreBalancedAndNotSizesAlone() {
    long[] groups = {1, 2, 3, 4};
    long[][] rows = {{10, 0}, {0, 10}, {10, 0}, {0, 10}};
    for (long key = 0; key < 20; key++) {
      int[] folds = new GroupDeal(1, 1).deal(groups, rows, key);
      assertThat(folds[0]).as("key %d", key).isNotEqualTo(folds[2]);
      assertThat(folds[1]).as("key %d", key).isNotEqualTo(folds[3]);
    }
  }

  @Test
  void sharesOfEveryClassAreMetWithinAGroupsSize() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      long[] groups = random.longs(300).toArray();
      long[][] rows = new long[groups.length][];
      long[] totals = new long[3];
      for (int group = 0; group < groups.length; group++) {
        rows[group] = new long[] {random.nextInt(30), random.nextInt(9), 1 + random.nextInt(3)};
        for (int c = 0; c < 3; c++) {
          totals[c] += rows[group][c];
        }
      }
      double[] shares = {0.6, 0.2, 0.2};
      int[] parts = new GroupDeal(shares).deal(groups, rows, seed);
      for (int part = 0; part < 3; part++) {
        for (int c = 0; c < 3; c++) {
          long here = 0;
          for (int group = 0; group < groups.length; group++) {
            here += parts[group] == part ? rows[group][c] : 0;
          }
          assertThat((double) here / totals[c])
              .as("seed %d, part %d, class %d", seed, part, c)
              .isBetween(shares[part] - 0.02, shares[part] + 0.02);
        }
      }
    }
  }

  @Test
  void aGroupsPartDependsOnItsNameAndTheKeyAndNotOnItsPlace() {
    long[] groups = new Random(4).longs(100).toArray();
    long[][] rows = new long[100][];
    long[] turned = new long[100];
    long[][] turnedRows = new long[100][];
    for (int i = 0; i < 100; i++) {
      rows[i] = new long[] {1 + i % 7, i % 3};
      turned[99 - i] = groups[i];
      turnedRows[99 - i] = rows[i];
    }
    Map<Long, Integer> expected = byName(groups, new GroupDeal(3, 1).deal(groups, rows, 5));
    assertThat(byName(turned, new GroupDeal(3, 1).deal(turned, turnedRows, 5))).isEqualTo(expected);
    assertThat(byName(groups, new GroupDeal(3, 1).deal(groups, rows, 6))).isNotEqualTo(expected);
  }

  @Test
  void everyPartWithAShareGetsAGroupAndOthersGetNone() {
    long[] groups = {1, 2, 3};
    long[][] rows = {{1000}, {1000}, {1}};
    assertThat(new GroupDeal(0.98, 0, 0.01, 0.01).deal(groups, rows, 1))
        .containsExactlyInAnyOrder(0, 2, 3);
  }

  @Test
  void fewerGroupsThanPartsAreRefused() {
    assertThatThrownBy(() -> new GroupDeal(1, 1, 1).deal(new long[] {1, 2}, new long[2][1], 0))
        .hasMessage(
            "data.split.group must have at least one group for each of the 3 parts that rows are divided into. Received: 2 groups");
    assertThatThrownBy(() -> new GroupDeal(1, 1).deal(new long[0], new long[0][], 0))
        .hasMessageEndingWith("Received: 0 groups");
  }

  private static Map<Long, Integer> byName(long[] groups, int[] parts) {
    Map<Long, Integer> byName = new HashMap<>();
    for (int i = 0; i < groups.length; i++) {
      byName.put(groups[i], parts[i]);
    }
    return byName;
  }
}
