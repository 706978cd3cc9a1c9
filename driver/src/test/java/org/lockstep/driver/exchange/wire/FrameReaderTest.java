package org.lockstep.driver.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static final int MAX_BYTES = 1000;

  private static byte[] frames(int... lengths) {
    ByteBuffer all = ByteBuffer.allocate(10_000);
    for (int i = 0; i < lengths.length; i++) {
      ByteBuffer header = ByteBuffer.allocate(FrameHeader.BYTES);
      FrameHeader.encode(header, 3, 1, FrameKind.REPORT, i % 2 == 0, i, lengths[i]);
      all.put(header);
      for (int j = 0; j < lengths[i]; j++) {
        all.put((byte) (i + j));
      }
    }
    byte[] bytes = new byte[all.position()];
    all.flip().get(bytes);
    return bytes;
  }

  @Test
  void readsFrameAfterFrameHoweverTheBytesCome() throws IOException {
    int[] lengths = {0, 1, 999, 1000, 7};
    for (int atOnce : new int[] {1, 27, 28, 29, 10_000}) {
      Wire wire = new Dribble(ByteBuffer.wrap(frames(lengths)), atOnce);
      FrameReader reader = new FrameReader(3, 1, MAX_BYTES);
      for (int i = 0; i < lengths.length; i++) {
        while (!reader.complete()) {
          reader.read(wire);
        }
        assertThat(reader.kind()).isEqualTo(FrameKind.REPORT);
        assertThat(reader.last()).isEqualTo(i % 2 == 0);
        assertThat(reader.payload().remaining()).isEqualTo(lengths[i]);
        for (int j = 0; j < lengths[i]; j++) {
          assertThat(reader.payload().get(j)).isEqualTo((byte) (i + j));
        }
        if (i < lengths.length - 1) {
          reader.read(wire);
        }
      }
      assertThatThrownBy(() -> reader.read(wire)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void everyFieldOfTheHeaderIsChecked() {
    int[] offsets = {0, 4, 8, 12, 16, 24};
    String[] names = {"magic", "attempt", "sender", "kind", "sequence number", "length"};
    for (int i = 0; i < offsets.length; i++) {
      byte[] bytes = frames(5);
      bytes[offsets[i]] ^= (byte) 0x40;
      assertThatThrownBy(
              () ->
                  new FrameReader(3, 1, MAX_BYTES)
                      .read(new Dribble(ByteBuffer.wrap(bytes), 10_000)))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("a frame's " + names[i] + " must be");
    }
  }

  @Test
  void aLengthAboveTheLimitIsRefusedBeforeAnythingIsMade() {
    byte[] bytes = frames(5);
    ByteBuffer.wrap(bytes).putInt(24, MAX_BYTES + 1);
    assertThatThrownBy(
            () ->
                new FrameReader(3, 1, MAX_BYTES).read(new Dribble(ByteBuffer.wrap(bytes), 10_000)))
        .hasMessage("a frame's length must be 0 to 1000 bytes. Received: 1001");
  }

  @Test
  void mutatedStreamsEndCleanly() {
    SplittableRandom random = new SplittableRandom(21);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = frames(3, 0, 200);
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      ByteBuffer cut = ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length + 1));
      FrameReader reader = new FrameReader(3, 1, MAX_BYTES);
      Wire wire = new Dribble(cut, random.nextInt(1, 64));
      try {
        for (int i = 0; i < 1000; i++) {
          reader.read(wire);
          assertThat(reader.payload().capacity()).isLessThanOrEqualTo(4096);
        }
        throw new AssertionError("no end in round " + round);
      } catch (EOFException | ProtocolException e) {
        refused++;
      } catch (IOException e) {
        throw new AssertionError("round " + round, e);
      }
    }
    assertThat(refused).isEqualTo(20_000);
  }
}
