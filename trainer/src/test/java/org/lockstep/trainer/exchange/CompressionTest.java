package org.lockstep.trainer.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Worked roundings, and that every way through a message rounds alike. */
class CompressionTest {

  @Test
  void bf16RoundsToTheNearestAndTiesToTheEven() {
    // 1 + 2^-7 is the next bfloat16 after 1; 1 + 2^-8 lies in the middle.
    assertThat(rounded(1f)).isEqualTo(1f);
    assertThat(rounded(1.00390625f)).isEqualTo(1f);
    assertThat(rounded(1.0039065f)).isEqualTo(1.0078125f);
    assertThat(rounded(1.01171875f)).isEqualTo(1.015625f);
    assertThat(rounded(-1.01171875f)).isEqualTo(-1.015625f);
    assertThat(rounded(Float.MAX_VALUE)).isInfinite();
    assertThat(rounded(Float.NEGATIVE_INFINITY)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(rounded(Float.intBitsToFloat(0x7F800001))).isNaN();
    assertThat(Float.floatToRawIntBits(rounded(-0f))).isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(rounded(Float.MIN_VALUE)).isZero();
  }

  private static float rounded(float value) {
    float[] values = {value};
    Compression.BF16.round(values, 0, 1);
    return values[0];
  }

  @Test
  void messagesHoldTheRoundedValues() {
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[101];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5) * (1 << random.nextInt(20));
    }
    for (Compression compression : Compression.values()) {
      float[] expected = values.clone();
      compression.round(expected, 3, 90);
      ByteBuffer buffer = ByteBuffer.allocateDirect(1000).order(ByteOrder.LITTLE_ENDIAN);
      WireValues wire = compression.values(buffer);
      assertThat(wire.bytes()).isEqualTo(compression.bytes());
      buffer.position(compression.bytes());
      wire.putNext(buffer, values, 3, 90);
      assertThat(buffer.position()).isEqualTo(91 * compression.bytes());
      float[] read = values.clone();
      wire.get(1, read, 3, 90);
      assertThat(read).isEqualTo(expected);
      wire.put(7, values, 3, 90);
      float[] again = values.clone();
      buffer.position(7 * compression.bytes());
      wire.getNext(buffer, again, 3, 90);
      assertThat(again).isEqualTo(expected);
      assertThat(buffer.position()).isEqualTo(97 * compression.bytes());
    }
  }

  @Test
  void valuesThatAMessageDoesNotHaveAreRefused() {
    for (Compression compression : Compression.values()) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(1000).order(ByteOrder.LITTLE_ENDIAN);
      WireValues wire = compression.values(buffer);
      buffer.limit(9 * compression.bytes());
      assertThatThrownBy(() -> wire.getNext(buffer, new float[10], 0, 10))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> wire.putNext(buffer, new float[10], 0, 10))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
