package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @Test
  void readsEveryKindOfValue() {
    Object value =
        read(
            """
            { "a" : [1, -2, 0.5, 1e3, true, false, null, "x"],
              "b" : {} , "c":[] , "d": 9223372036854775808, "e": -0.0 }
            """);
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("a", Arrays.asList(1L, -2L, 0.5, 1000.0, true, false, null, "x"));
    expected.put("b", Map.of());
    expected.put("c", List.of());
    expected.put("d", new BigInteger("9223372036854775808"));
    expected.put("e", -0.0);
    assertThat(value).isEqualTo(expected);
    assertThat(((Map<?, ?>) value).keySet().toString()).isEqualTo("[a, b, c, d, e]");
  }

  @Test
  void readsEscapesAndUtf8() {
    assertThat(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00é😀\""))
        .isEqualTo("\"\\/\b\f\n\r\té😀é😀");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``| 0",
        "`  `| 2",
        "`{`| 1",
        "`[1`| 2",
        "`[1,]`| 3",
        "`[,1]`| 1",
        "`[1 2]`| 3",
        "`{\"a\":1,}`| 7",
        "`{\"a\" 1}`| 5",
        "`{a:1}`| 1",
        "`{\"a\":1,\"a\":2}`| 7",
        "`{\"\\u0061\":1,\"a\":2}`| 12",
        "`1 2`| 2",
        "`[1]]`| 3",
        "`NaN`| 0",
        "`-Infinity`| 1",
        "`nul`| 0",
        "`True`| 0",
        "`01`| 1",
        "`+1`| 0",
        "`1.`| 2",
        "`.5`| 0",
        "`1e`| 2",
        "`1e400`| 0",
        "`-`| 1",
        "`0x10`| 1",
        "`'a'`| 0",
        "`\"a`| 0",
        "`\"\\`| 0",
        "`\"a\\\"`| 0",
        "`\"\\x\"`| 1",
        "`\"\\u12\"`| 1",
        "`\"\\u12g4\"`| 1",
        "`\"\\ud83d\"`| 1",
        "`\"\\ude00\\ud83d\"`| 1",
        "`// a`| 0",
        "`\ufeff1`| 0"
      })
  void whatIsNotStrictJsonIsAnErrorAtItsByte(String text, long offset) {
    JsonException error = catchThrowableOfType(JsonException.class, () -> read(text));
    assertThat(error).as(text).isNotNull();
    assertThat(error.offset()).as(text + ": " + error.getMessage()).isEqualTo(offset);
    assertThat(error).hasMessageEndingWith("(byte " + offset + ")");
  }

  @Test
  void aControlCharacterInAStringIsAnError() {
    assertThatThrownBy(() -> read("\"a\nb\""))
        .hasMessageContaining("0x0a")
        .hasMessageContaining("2");
  }

  @Test
  void malformedUtf8IsAnErrorAtItsByte() {
    byte[][] bad = {
      {(byte) 0xff},
      {(byte) 0xc3},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
    };
    for (byte[] bytes : bad) {
      byte[] text = new byte[bytes.length + 3];
      text[0] = '"';
      text[1] = 'a';
      System.arraycopy(bytes, 0, text, 2, bytes.length);
      text[text.length - 1] = '"';
      assertThatThrownBy(() -> Json.read(text, Json.Limits.standard()))
          .isInstanceOf(JsonException.class)
          .hasMessageContaining("UTF-8")
          .hasMessageEndingWith("(byte 2)");
    }
  }

  @Test
  void depthLengthAndStringsAreLimited() {
    Json.Limits limits = new Json.Limits(100, 3, 5, 4, 12);
    assertThat(read("[[[]]]", limits)).isEqualTo(List.of(List.of(List.of())));
    assertThatThrownBy(() -> read("[[[[]]]]", limits)).hasMessageContaining("3 levels");
    assertThatThrownBy(() -> read(" ".repeat(100) + "1", limits)).hasMessageContaining("100 bytes");
    assertThat(read("\"12345\"", limits)).isEqualTo("12345");
    assertThatThrownBy(() -> read("\"123456\"", limits)).hasMessageContaining("5 bytes");
    assertThat(read("[[],[],{}]", limits)).isEqualTo(List.of(List.of(), List.of(), Map.of()));
    assertThatThrownBy(() -> read("[[],[],{},[]]", limits))
        .hasMessageContaining("at most 4 objects and arrays");
    assertThat(read("[" + "1,".repeat(10) + "1]", limits)).asInstanceOf(LIST).hasSize(11);
    assertThatThrownBy(() -> read("[" + "1,".repeat(11) + "1]", limits))
        .hasMessageContaining("at most 12 values");
    assertThatThrownBy(() -> read("9".repeat(500))).hasMessageContaining("400 characters");
  }

  @Test
  void deepNestingIsAnErrorNotAStackOverflow() {
    assertThatThrownBy(() -> read("[".repeat(1_000_000))).isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyDoubleReadsBackToTheSameBits(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5000; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(x)) {
        assertSameBits(x);
        assertSameBits((float) Math.tanh(x));
      }
    }
  }

  @Test
  void doublesAreWrittenShort() {
    assertThat(JsonWriter.shortest(0.1)).isEqualTo("0.1");
    assertThat(JsonWriter.shortest(1)).isEqualTo("1.0");
    assertThat(JsonWriter.shortest(-1234500)).isEqualTo("-1234500.0");
    assertThat(JsonWriter.shortest(2.0e-3)).isEqualTo("0.002");
    assertThat(JsonWriter.shortest(2e23)).isEqualTo("2e+23"); // JDK 17's toString: 2.0E23
    assertThat(JsonWriter.shortest(Double.MIN_VALUE)).isEqualTo("5e-324"); // JDK 17's: 4.9E-324
    for (double x :
        new double[] {0.0, -0.0, Double.MAX_VALUE, Double.MIN_NORMAL, 1e16, 1e17, 1e18, 1e-7}) {
      assertSameBits(x);
    }
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("quote\" back\\ line\n nul\u0000 é 😀", Arrays.asList(1L, null, List.of(), Map.of()));
    value.put("nested", Map.of("list", List.of(List.of(1L), List.of("a", true))));
    value.put("big", new BigInteger("123456789012345678901234567890"));
    value.put("", Long.MIN_VALUE);
    byte[] text = Json.write(value);
    assertThat(Json.read(text, Json.Limits.standard())).isEqualTo(value);
    assertThat(Json.write(Json.read(text, Json.Limits.standard()))).isEqualTo(text);
  }

  @Test
  void whatHasNoJsonIsNotWritten() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Json.write(Map.of(1, 2))).hasMessageContaining("strings");
    assertThatThrownBy(() -> Json.write("\ud800")).hasMessageContaining("surrogates");
    assertThatThrownBy(() -> Json.write(new int[0])).hasMessageContaining("[I");
  }

  private static void assertSameBits(double x) {
    Object back = read(new String(Json.write(x), StandardCharsets.UTF_8));
    assertThat(Double.doubleToRawLongBits((Double) back))
        .as("%s", x)
        .isEqualTo(Double.doubleToRawLongBits(x));
  }

  private static Object read(String text) {
    return read(text, Json.Limits.standard());
  }

  private static Object read(String text, Json.Limits limits) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), limits);
  }
}
