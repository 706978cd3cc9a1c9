package org.lockstep.trainer.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteInputTest {

  @FunctionalInterface
  private interface Writing {
    void to(ByteOutput out) throws IOException;
  }

  private static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteOutput out = new ByteOutput(bytes);
    writing.to(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static ByteInput in(byte[] bytes) {
    return new ByteInput(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void whatWasWrittenIsReadBitByBit() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    // Longer than the buffer, and of every bit pattern: infinities and all kinds of NaN too.
    float[] floats = new float[70_001];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(random.nextInt());
    }
    double odd = Double.longBitsToDouble(0x7ff8_dead_beef_0001L);
    long[] counts = {0, 7, 0, 0, Long.MAX_VALUE};
    byte[] raw = new byte[200_000];
    random.nextBytes(raw);
    ByteInput in =
        in(
            bytes(
                out -> {
                  out.flag(true);
                  out.number(-5);
                  out.number(Long.MIN_VALUE);
                  out.number(odd);
                  out.text("Ωß 😀");
                  out.floats(floats);
                  out.counts(counts);
                  out.bytes(raw);
                  out.floats(new float[0]);
                }));
    assertThat(in.flag()).isTrue();
    assertThat(in.integer()).isEqualTo(-5);
    assertThat(in.longInteger()).isEqualTo(Long.MIN_VALUE);
    assertThat(Double.doubleToRawLongBits(in.real())).isEqualTo(0x7ff8_dead_beef_0001L);
    assertThat(in.text()).isEqualTo("Ωß 😀");
    float[] read = in.floats();
    for (int i = 0; i < floats.length; i++) {
      assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(floats[i]));
    }
    assertThat(in.counts(5)).isEqualTo(counts);
    assertThat(in.bytes()).isEqualTo(raw);
    assertThat(in.floats()).isEmpty();
    assertThat(in.left()).isZero();
  }

  @Test
  void nothingIsAllocatedForALengthThatTheBytesCannotFill() throws IOException {
    byte[] huge = bytes(out -> out.number(Integer.MAX_VALUE - 9L));
    assertThatThrownBy(() -> in(huge).floats())
        .isInstanceOf(ByteFormatException.class)
        .hasMessage(
            "a length must be from 0 to 0, for which there are bytes. Received: 2147483638");
    assertThatThrownBy(() -> in(huge).bytes()).isInstanceOf(ByteFormatException.class);
    byte[] negative = bytes(out -> out.number(-1L));
    assertThatThrownBy(() -> in(negative).floats()).isInstanceOf(ByteFormatException.class);
    byte[] many = bytes(out -> out.number(1 << 30));
    assertThatThrownBy(() -> in(many).count(8)).isInstanceOf(ByteFormatException.class);
  }

  @Test
  void bytesThatEndEarlyAreRefused() throws IOException {
    byte[] three = {1, 2, 3};
    assertThatThrownBy(() -> in(three).integer()).isInstanceOf(EOFException.class);
    byte[] all = bytes(out -> out.floats(new float[10]));
    // The stream ends before the bytes that were promised.
    assertThatThrownBy(
            () -> new ByteInput(new ByteArrayInputStream(all, 0, 30), all.length).floats())
        .isInstanceOf(EOFException.class);
  }

  @Test
  void flagsAndPlacesAreChecked() throws IOException {
    assertThatThrownBy(() -> in(new byte[] {2}).flag())
        .hasMessage("a flag must be 0 or 1. Received: 2");
    byte[] counts = bytes(out -> out.counts(new long[] {1, 2, 3}));
    assertThatThrownBy(() -> in(counts).counts(2))
        .hasMessage("a place must be above 1 and below 2. Received: 2");
  }
}
