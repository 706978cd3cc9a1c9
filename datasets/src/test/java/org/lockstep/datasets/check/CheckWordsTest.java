package org.lockstep.datasets.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, excerpts, nearest words and the counting of rejected rows. */
class CheckWordsTest {
  @ParameterizedTest
  @CsvSource({"1,1", "-1.5e3,-1500", "+.5,0.5", "7.,7", "1e-400,0"})
  void decimalNumbersAreRead(String text, double value) {
    assertThat(Numbers.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1f", "1d", "0x10", "1,5", "e5", ".", "1 2", "١"})
  void whatOnlyJavaOrNobodyCallsANumberIsNone(String text) {
    assertThat(Numbers.parse(text)).isNaN();
    assertThat(Numbers.problem(text)).isEqualTo("not_a_number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "nan", "Infinity", "-inf", "1e999", "-1e999"})
  void numbersThatAreNotFiniteAreNamedSo(String text) {
    assertThat(Numbers.parse(text)).isNaN();
    assertThat(Numbers.problem(text)).isEqualTo("not_finite");
  }

  @Test
  void excerptsAreShortAndHarmlessOnATerminal() {
    assertThat(Excerpt.of("a\u001b[2J\n\t\u202eb✈")).isEqualTo("a\\u001b[2J\\n\\t\\u202eb✈");
    assertThat(Excerpt.of("😀".repeat(61))).isEqualTo("😀".repeat(60) + "… (122 characters)");
    byte[] bytes = {'a', (byte) 0xe9, 0};
    assertThat(Excerpt.of(bytes, 3)).isEqualTo("a\\xe9\\u0000");
  }

  @Test
  void strictDecodingReplacesNothing() {
    StrictUtf8 utf8 = new StrictUtf8();
    String latin1 = new String("é✈".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(utf8.decode(latin1)).isEqualTo("é✈");
    assertThat(utf8.decode("\u00e9")).isNull();
    assertThat(utf8.decode("\u00c0\u0080")).as("overlong NUL").isNull();
    assertThat(utf8.decode("\u00ed\u00a0\u0080")).as("a surrogate").isNull();
    assertThat(utf8.decode("plain")).isEqualTo("plain");
  }

  @Test
  void theNearestWordIsFoundAndAFarOneIsNot() {
    assertThat(Nearest.to("lable", List.of("text", "label"))).contains("label");
    assertThat(Nearest.to("Text", List.of("text", "label"))).contains("text");
    assertThat(Nearest.to("price", List.of("text", "label"))).isEmpty();
  }

  @Test
  void theShareOfRejectedRowsIsComparedExactly() {
    RejectedRows rows =
        new RejectedRows(20_640, 20_433, new TreeMap<>(Map.of("blank_value", 207L)), List.of());
    rows.requireAtMost(0.02, "housing.csv");
    assertThatThrownBy(() -> rows.requireAtMost(0.01, "housing.csv"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at most 1% of the rows")
        .hasMessageContaining("207 of 20640 rows, blank_value 207 (housing.csv)");
    assertThatThrownBy(() -> new RejectedRows(3, 1, new TreeMap<>(Map.of("x", 1L)), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDataExceptionIsFoundAmongTheCauses() {
    DataException inner = DataException.bad("%s", "why");
    assertThat(DataException.in(new IllegalStateException(new RuntimeException(inner))))
        .containsSame(inner);
    assertThat(DataException.in(new IllegalStateException())).isEmpty();
  }
}
