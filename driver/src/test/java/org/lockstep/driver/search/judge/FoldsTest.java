package org.lockstep.driver.search.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.random.Mix;

class FoldsTest {
  private static final int N = 1003;

  /** Rows 0…1002 of three classes; each tenth row equals the one before it. */
  private static Rows rows() {
    long[] hashes =
        IntStream.range(0, N).mapToLong(i -> Mix.mix64(i % 10 == 9 ? i - 1 : i)).toArray();
    int[] strata =
        IntStream.range(0, N).map(i -> i % 10 == 9 ? 0 : i % 10 < 6 ? 0 : i % 5 % 3).toArray();
    for (int i = 9; i < N; i += 10) {
      strata[i] = strata[i - 1];
    }
    return new Rows(hashes, strata);
  }

  @Test
  void everyRowJudgesOnceInEachRepetition() {
    List<Division> divisions = new KFold(5, 3).divisions(rows(), 1);
    assertThat(divisions).hasSize(15);
    for (int repetition = 0; repetition < 3; repetition++) {
      int[] judged = new int[N];
      for (Division division : divisions.subList(5 * repetition, 5 * repetition + 5)) {
        assertThat(division.repetition()).isEqualTo(repetition);
        Arrays.stream(division.validation()).forEach(row -> judged[row]++);
        assertThat(division.training()).hasSize(N - division.validation().length);
        assertThat(division.training()).doesNotContain(division.validation());
      }
      assertThat(judged).containsOnly(1);
    }
    assertThat(divisions.get(0).validation()).isNotEqualTo(divisions.get(5).validation());
  }

  @Test
  void foldsHaveEqualSharesOfEveryClass() {
    Rows rows = rows();
    List<Division> divisions = new KFold(5, 1).divisions(rows, 1);
    for (int stratum = 0; stratum < 3; stratum++) {
      int wanted = stratum;
      long[] counts =
          divisions.stream()
              .mapToLong(
                  d ->
                      Arrays.stream(d.validation()).filter(i -> rows.strata()[i] == wanted).count())
              .toArray();
      assertThat(
              Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow())
          .isLessThanOrEqualTo(1);
    }
    assertThat(divisions).allSatisfy(d -> assertThat(d.validation().length).isBetween(200, 201));
  }

  @Test
  void equalRowsFallIntoOneFold() {
    Rows rows = rows();
    for (Division division : new KFold(5, 2).divisions(rows, 3)) {
      Set<Long> training = new HashSet<>();
      Arrays.stream(division.training()).forEach(i -> training.add(rows.hashes()[i]));
      assertThat(
              Arrays.stream(division.validation()).filter(i -> training.contains(rows.hashes()[i])))
          .isEmpty();
    }
  }

  @Test
  void aRowsFoldDependsOnContentAndSeedAndNotOnItsPlace() {
    Rows rows = rows();
    int[] places = IntStream.range(0, N).toArray();
    Random random = new Random(5);
    for (int i = N - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = places[i];
      places[i] = places[j];
      places[j] = swap;
    }
    Map<Long, Integer> folds = new HashMap<>();
    for (Division division : new KFold(4, 1).divisions(rows, 9)) {
      Arrays.stream(division.validation())
          .forEach(i -> folds.put(rows.hashes()[i], division.fold()));
    }
    Rows shuffled = rows.at(places);
    for (Division division : new KFold(4, 1).divisions(shuffled, 9)) {
      for (int row : division.validation()) {
        assertThat(folds.get(shuffled.hashes()[row])).isEqualTo(division.fold());
      }
    }
    assertThat(new KFold(4, 1).divisions(rows, 10).get(0).validation())
        .isNotEqualTo(new KFold(4, 1).divisions(rows, 9).get(0).validation());
  }

  @Test
  void aNestedSearchNeverSeesItsOuterJudgingRows() {
    Rows rows = rows();
    List<Nested.Outer> outers = new Nested(new KFold(3, 1), new KFold(4, 2)).outers(rows, 1);
    assertThat(outers).hasSize(3);
    for (Nested.Outer outer : outers) {
      assertThat(outer.inner()).hasSize(8);
      for (Division inner : outer.inner()) {
        int[] used =
            IntStream.concat(Arrays.stream(inner.training()), Arrays.stream(inner.validation()))
                .sorted()
                .toArray();
        assertThat(used).isEqualTo(outer.division().training());
      }
    }
  }

  /** 120 groups of one to nine rows, each of several classes; equal groups far apart. */
  private static Rows groups() {
    long[] hashes = new long[600];
    int[] strata = new int[600];
    for (int row = 0; row < 600; row++) {
      hashes[row] = Mix.mix64(Long.remainderUnsigned(Mix.mix64(row), 120));
      strata[row] = row % 3;
    }
    return new Rows(hashes, strata, true);
  }

  @Test
  void noGroupIsOnBothSidesOfADivision() {
    Rows rows = groups();
    for (long seed = 0; seed < 10; seed++) {
      List<Division> divisions = new KFold(5, 2).divisions(rows, seed);
      for (Division division : divisions) {
        Set<Long> training = new HashSet<>();
        Arrays.stream(division.training()).forEach(row -> training.add(rows.hashes()[row]));
        assertThat(Arrays.stream(division.validation()))
            .as("seed %d", seed)
            .noneMatch(row -> training.contains(rows.hashes()[row]));
        assertThat(division.validation().length).as("seed %d", seed).isBetween(108, 132);
        for (int stratum = 0; stratum < 3; stratum++) {
          int wanted = stratum;
          assertThat(
                  Arrays.stream(division.validation()).filter(row -> rows.strata()[row] == wanted))
              .as("seed %d, class %d", seed, stratum)
              .hasSizeBetween(32, 48);
        }
      }
      assertThat(divisions.get(0).validation()).isNotEqualTo(divisions.get(5).validation());
    }
  }

  @Test
  void groupsOfANestedSearchStayTogetherInsideToo() {
    Rows rows = groups();
    for (Nested.Outer outer : new Nested(new KFold(3, 1), new KFold(4, 1)).outers(rows, 1)) {
      Set<Long> outside = new HashSet<>();
      Arrays.stream(outer.division().validation()).forEach(row -> outside.add(rows.hashes()[row]));
      for (Division inner : outer.inner()) {
        Set<Long> judging = new HashSet<>();
        Arrays.stream(inner.validation()).forEach(row -> judging.add(rows.hashes()[row]));
        assertThat(judging).isNotEmpty().doesNotContainAnyElementsOf(outside);
        assertThat(Arrays.stream(inner.training()))
            .noneMatch(row -> judging.contains(rows.hashes()[row]));
      }
    }
  }

  @Test
  void aGroupsFoldDoesNotDependOnItsRowsPlaces() {
    Rows rows = groups();
    int[] places = IntStream.range(0, 600).map(row -> 599 - row).toArray();
    int[] folds = FoldDeal.deal(rows, 4, 9, 0);
    int[] turned = FoldDeal.deal(rows.at(places), 4, 9, 0);
    for (int row = 0; row < 600; row++) {
      assertThat(turned[row]).isEqualTo(folds[599 - row]);
    }
  }

  @Test
  void fewerGroupsThanFoldsAreRefused() {
    Rows two = new Rows(new long[] {7, 7, 8, 8, 7, 8}, new int[6], true);
    assertThatThrownBy(() -> new KFold(3, 1).divisions(two, 1))
        .hasMessage(
            "data.split.group must have at least one group for each of the 3 parts that rows are divided into. Received: 2 groups");
  }

  @Test
  void theTestShareIsTheJudgingRowsOverTheTrainingRows() {
    Division division = new Division(0, 0, new int[] {0, 2, 3}, new int[] {1});
    assertThat(division.testShare()).isEqualTo(1.0 / 3);
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    assertThatThrownBy(() -> new KFold(1, 1)).hasMessage("folds must be >= 2. Received: 1");
    assertThatThrownBy(() -> new KFold(2, 0)).hasMessage("repetitions must be >= 1. Received: 0");
    assertThatThrownBy(() -> new Rows(new long[2], new int[1]))
        .hasMessage("rows must have as many strata as hashes. Received: 1 and 2");
    Rows few = new Rows(new long[] {1, 2, 3, 4, 5}, new int[] {0, 0, 0, 1, 1});
    assertThatThrownBy(() -> new KFold(3, 1).divisions(few, 1))
        .hasMessage("class 1 must have at least one row for each of the 3 folds. Received: 2 rows");
    Rows same = new Rows(new long[] {7, 7, 7, 8}, new int[4]);
    assertThatThrownBy(() -> new KFold(3, 1).divisions(same, 1))
        .hasMessage("folds must be at most the number of different rows. Received: 3");
  }
}
