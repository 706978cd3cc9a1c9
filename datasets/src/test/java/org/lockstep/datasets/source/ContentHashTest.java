package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  @Test
  void itIsTheBeginningOfSha256OverTaggedFields() throws Exception {
    ContentHash hash = new ContentHash();
    hash.text("é");
    hash.label("a");
    byte[] bytes = "T\0\0\0\u0002éL\0\0\0\u0001a".getBytes(StandardCharsets.UTF_8);
    ByteBuffer expected = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertThat(hash.finish()).containsExactly(expected.getLong(), expected.getLong());
  }

  @Test
  void fieldsDoNotRunIntoEachOtherAndBlanksAreNotEmptyTexts() {
    assertThat(categories("ab", "c")).isNotEqualTo(categories("a", "bc"));
    assertThat(categories("", "x")).isNotEqualTo(categories(null, "x"));
  }

  @Test
  void equalNumbersHashAlike() {
    assertThat(numbers(-0.0, Double.NaN))
        .isEqualTo(numbers(0.0, Double.longBitsToDouble(0x7ff8000000000001L)));
    assertThat(numbers(1, 2)).isNotEqualTo(numbers(2, 1));
  }

  @Test
  void zerosOfAVectorAreNoEntries() {
    ContentHash hash = new ContentHash();
    hash.vector(new int[] {1, 5}, new double[] {0, 2});
    long[] withZero = hash.finish();
    hash.vector(new int[] {5}, new double[] {2});
    assertThat(hash.finish()).isEqualTo(withZero);
  }

  private static long[] categories(String... values) {
    ContentHash hash = new ContentHash();
    hash.categories(values);
    return hash.finish();
  }

  private static long[] numbers(double... values) {
    ContentHash hash = new ContentHash();
    hash.numbers(values);
    return hash.finish();
  }
}
