package org.lockstep.trainer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableFeaturesTest {
  private static final List<Column> COLUMNS =
      List.of(
          new CategoricalColumn("kind"),
          NumericColumn.of("age"),
          NumericColumn.forDeriving("rooms"),
          new RatioColumn("rooms per head", "rooms", "heads"),
          NumericColumn.forDeriving("heads"));
  private static final TableSpec PLAIN = TableSpec.of(COLUMNS).withScale(Scale.NONE);

  @Test
  void featuresStandInTheOrderOfTheColumnsAndHaveNames() {
    TableFeatures features = fit(PLAIN);
    assertThat(features.width()).isEqualTo(4);
    assertThat(List.of(0, 1, 2, 3))
        .map(features::featureName)
        .containsExactly("kind=flat", "kind=house", "age", "rooms per head");
    assertThat(features.transform(row(30, 6, 4), words("house"))).containsExactly(0, 1, 30, 1.5f);
  }

  @Test
  void anUnseenCategoryGivesZeros() {
    assertThat(fit(PLAIN).transform(row(30, 6, 4), words("boat"))).containsExactly(0, 0, 30, 1.5f);
  }

  @Test
  void aBlankCategoryIsACategoryOfItsOwnIfTrainingHadOne() {
    assertThat(fit(PLAIN).transform(row(30, 6, 4), words(null))).containsExactly(0, 0, 30, 1.5f);
    TableStatistics statistics = new TableStatistics(PLAIN);
    statistics.add(row(1, 1, 1), words(""));
    statistics.add(row(1, 1, 1), words("flat"));
    TableFeatures features = statistics.finish();
    assertThat(features.categories()).containsExactly(List.of("", "flat"));
    assertThat(features.transform(row(30, 6, 4), words(null))).containsExactly(1, 0, 30, 1.5f);
  }

  @Test
  void aRowIsDroppedForItsFirstBlankFeature() {
    double blank = Double.NaN;
    assertThat(PLAIN.droppedFor(row(1, 2, 3), words("flat"))).isEmpty();
    assertThat(PLAIN.droppedFor(row(blank, 2, 3), words("flat"))).contains("age");
    assertThat(PLAIN.droppedFor(row(1, blank, 3), words("flat"))).contains("rooms per head");
    assertThat(PLAIN.droppedFor(row(1, 2, 0), words("flat"))).contains("rooms per head");
    assertThat(PLAIN.droppedFor(row(1, 2, 3), words(null))).isEmpty();
    TableSpec strict = PLAIN.withCategoricalBlanks(CategoricalBlanks.DROP);
    assertThat(strict.droppedFor(row(1, 2, 3), words(""))).contains("kind");
  }

  @Test
  void aBlankRatioIsFilledLikeAnyFeature() {
    TableSpec spec = PLAIN.withNumericBlanks(NumericBlanks.mean());
    TableFeatures features = fit(spec); // ratios 2 and 3
    assertThat(features.transform(row(Double.NaN, 2, 0), words("flat")))
        .containsExactly(1, 0, 15, 2.5f);
  }

  @Test
  void transformingARowThatMustBeDroppedNamesTheColumn() {
    assertThatThrownBy(() -> fit(PLAIN).transform(row(Double.NaN, 1, 1), words("flat")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column \"age\"");
  }

  @Test
  void infiniteNumbersAndWrongShapesAreRefused() {
    TableFeatures features = fit(PLAIN);
    assertThatThrownBy(() -> features.transform(row(Double.POSITIVE_INFINITY, 1, 1), words("flat")))
        .hasMessageContaining("Received: Infinity (column \"age\")");
    assertThatThrownBy(() -> features.transform(new double[2], words("flat")))
        .hasMessageContaining("3 numbers [age, rooms, heads]")
        .hasMessageContaining("Received: 2 and 1");
  }

  @Test
  void aSpecRefusesWhatCannotBe() {
    assertThatThrownBy(() -> TableSpec.of(List.of(NumericColumn.of("a"), NumericColumn.of("a"))))
        .hasMessageContaining("unique");
    assertThatThrownBy(
            () -> TableSpec.of(List.of(NumericColumn.of("a"), new RatioColumn("r", "a", "b"))))
        .hasMessageContaining("Received: [a, b] (column \"r\")");
    assertThatThrownBy(() -> TableSpec.of(List.of(NumericColumn.forDeriving("a"))))
        .hasMessageContaining("at least one feature");
    assertThatThrownBy(() -> new NumericBlanks(NumericBlanks.Rule.MEAN, 3))
        .hasMessageContaining("Received: 3.0");
  }

  private static TableFeatures fit(TableSpec spec) {
    TableStatistics statistics = new TableStatistics(spec);
    statistics.add(row(10, 4, 2), words("house"));
    statistics.add(row(20, 9, 3), words("flat"));
    return statistics.finish();
  }

  private static double[] row(double... values) {
    return values;
  }

  private static String[] words(String... words) {
    return words == null ? new String[] {null} : words;
  }
}
