package org.lockstep.trainer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.model.Json;

/** Against scikit-learn's imputer, scalers and encoder; {@code golden/table.py} made the values. */
class TableGoldenTest {
  private static final List<Column> COLUMNS =
      List.of(
          NumericColumn.of("far"),
          NumericColumn.of("skewed"),
          new CategoricalColumn("colour"),
          NumericColumn.of("ties"),
          NumericColumn.of("still"));

  @ParameterizedTest
  @CsvSource({
    "MEAN, NONE", "MEAN, STANDARD", "MEAN, MIN_MAX",
    "MEDIAN, NONE", "MEDIAN, STANDARD", "MEDIAN, MIN_MAX",
    "CONSTANT, NONE", "CONSTANT, STANDARD", "CONSTANT, MIN_MAX"
  })
  void featuresAreThoseOfScikitLearn(NumericBlanks.Rule rule, Scale scale) throws IOException {
    Map<?, ?> golden = golden();
    double constant = rule == NumericBlanks.Rule.CONSTANT ? -2.5 : 0;
    TableSpec spec =
        TableSpec.of(COLUMNS).withNumericBlanks(new NumericBlanks(rule, constant)).withScale(scale);
    List<?> rows = (List<?>) golden.get("numbers");
    List<?> words = (List<?>) golden.get("words");
    TableStatistics statistics = new TableStatistics(spec);
    for (int i = 0; i < rows.size(); i++) {
      statistics.add(numbers(rows.get(i)), new String[] {(String) words.get(i)});
    }
    TableFeatures features = statistics.finish();

    assertThat(features.categories()).containsExactly(strings(golden.get("categories")));
    List<?> expected =
        (List<?>) ((Map<?, ?>) golden.get("cases")).get(rule.word() + " " + scale.word());
    List<?> oneHot = (List<?>) golden.get("one_hot");
    for (int i = 0; i < rows.size(); i++) {
      float[] row = features.transform(numbers(rows.get(i)), new String[] {(String) words.get(i)});
      double[] numeric = numbers(expected.get(i));
      double[] hot = numbers(oneHot.get(i));
      double[] all = {
        numeric[0], numeric[1], hot[0], hot[1], hot[2], hot[3], hot[4], numeric[2], numeric[3]
      };
      assertThat(row).hasSize(all.length);
      for (int k = 0; k < all.length; k++) {
        assertThat((double) row[k])
            .as("row %d, %s", i, features.featureName(k))
            .isCloseTo(all[k], within(1e-6 * Math.max(1, Math.abs(all[k]))));
      }
    }
  }

  private static double[] numbers(Object list) {
    return ((List<?>) list)
        .stream().mapToDouble(x -> x == null ? Double.NaN : ((Number) x).doubleValue()).toArray();
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static Map<?, ?> golden() throws IOException {
    try (InputStream in =
        TableGoldenTest.class.getResourceAsStream("/org/lockstep/trainer/golden/table.json")) {
      return (Map<?, ?>) Json.read(in.readAllBytes(), Json.Limits.standard());
    }
  }
}
