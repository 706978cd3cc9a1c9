package org.lockstep.trainer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableStatisticsTest {
  private static final TableSpec SPEC =
      TableSpec.of(
          List.of(
              NumericColumn.of("x"),
              NumericColumn.of("y"),
              new CategoricalColumn("word"),
              new RatioColumn("x/y", "x", "y")));

  private record Row(double[] numeric, String[] words) {}

  @ParameterizedTest
  @EnumSource(NumericBlanks.Rule.class)
  void theBitsDoNotDependOnOrderOrPartitioning(NumericBlanks.Rule rule) {
    for (Scale scale : Scale.values()) {
      TableSpec spec = SPEC.withNumericBlanks(new NumericBlanks(rule, 0)).withScale(scale);
      List<Row> rows = rows(spec);
      TableFeatures expected = fit(spec, rows, 1, 0);
      for (int seed = 1; seed <= 4; seed++) {
        Collections.shuffle(rows, new Random(seed));
        TableFeatures features = fit(spec, rows, 1 + seed * 3, seed);
        assertThat(features.numeric()).as("seed %d", seed).isEqualTo(expected.numeric());
        assertThat(features.categories()).as("seed %d", seed).isEqualTo(expected.categories());
      }
    }
  }

  @Test
  void meanAndDeviationOfHugeOffsetsLoseNothing() {
    TableSpec spec = TableSpec.of(List.of(NumericColumn.of("x")));
    TableStatistics statistics = new TableStatistics(spec);
    for (double x : new double[] {1e15 + 1, 1e15 + 2, 1e15 + 3, 1e15 + 6}) {
      statistics.add(new double[] {x}, new String[0]);
    }
    FittedNumeric fitted = statistics.finish().numeric().get(0);
    assertThat(fitted.shift()).isEqualTo(1e15 + 3);
    assertThat(fitted.divisor()).isEqualTo(Math.sqrt(3.5)); // (4 + 1 + 0 + 9) / 4
  }

  @Test
  void aMedianOfAnEvenNumberOfValuesIsBetweenTheMiddleTwo() {
    TableSpec spec =
        TableSpec.of(List.of(NumericColumn.of("x")))
            .withNumericBlanks(NumericBlanks.median())
            .withScale(Scale.NONE);
    TableStatistics statistics = new TableStatistics(spec);
    for (double x : new double[] {9, Double.NaN, 1, 100, 2}) {
      statistics.add(new double[] {x}, new String[0]);
    }
    assertThat(statistics.finish().numeric().get(0).fill()).isEqualTo(5.5);
  }

  @Test
  void aColumnOfBlanksCannotBeFilledFromItself() {
    TableSpec spec =
        TableSpec.of(List.of(NumericColumn.of("x"), NumericColumn.of("empty")))
            .withNumericBlanks(NumericBlanks.mean());
    TableStatistics statistics = new TableStatistics(spec);
    statistics.add(new double[] {1, Double.NaN}, new String[0]);
    assertThatThrownBy(statistics::finish)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Received: 1 blanks (column \"empty\")");
  }

  @Test
  void statisticsOfAnotherSpecAreRefused() {
    TableStatistics statistics = new TableStatistics(SPEC);
    assertThatThrownBy(() -> statistics.merge(new TableStatistics(SPEC.withScale(Scale.NONE))))
        .hasMessageContaining("one spec");
  }

  private static TableFeatures fit(TableSpec spec, List<Row> rows, int parts, int seed) {
    List<TableStatistics> partial = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      partial.add(new TableStatistics(spec));
    }
    Random random = new Random(seed);
    rows.forEach(row -> partial.get(random.nextInt(parts)).add(row.numeric(), row.words()));
    Collections.shuffle(partial, random);
    TableStatistics all = new TableStatistics(spec);
    partial.forEach(all::merge);
    return all.finish();
  }

  private static List<Row> rows(TableSpec spec) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    while (rows.size() < 400) {
      double x = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
      double[] numeric = {
        random.nextInt(10) == 0 ? Double.NaN : x,
        random.nextInt(10) == 0 ? 0 : 1 + random.nextDouble()
      };
      String[] words = {random.nextInt(10) == 0 ? null : "w" + random.nextInt(30)};
      if (spec.droppedFor(numeric, words).isEmpty()) {
        rows.add(new Row(numeric, words));
      }
    }
    return rows;
  }
}
