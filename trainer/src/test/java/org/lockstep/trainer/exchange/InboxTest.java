package org.lockstep.trainer.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox(2, Compression.NONE);

  private static ByteBuffer message(ByteBuffer buffer, float... values) {
    buffer.clear();
    ByteBuffer little = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      little.putFloat(value);
    }
    return buffer.limit(little.position());
  }

  @Test
  void aBufferThatComesAgainCostsNoView() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    ByteBuffer first = inbox.open(1, message(buffer, 1.5f));
    WireValues values = inbox.values(1);
    assertThat(first.getFloat()).isEqualTo(1.5f);
    // Longer than the first.
    inbox.open(1, message(buffer, 2, 3, 4));
    assertThat(inbox.values(1)).isSameAs(values);
    float[] read = new float[2];
    values.get(1, read, 0, 2);
    assertThat(read).containsExactly(3, 4);
  }

  @Test
  void anotherBufferHasViewsOfItsOwn() {
    inbox.open(1, message(ByteBuffer.allocateDirect(64), 1));
    WireValues before = inbox.floats(1);
    inbox.open(1, message(ByteBuffer.allocateDirect(64), 2));
    float[] read = new float[1];
    inbox.floats(1).get(0, read, 0, 1);
    assertThat(read).containsExactly(2);
    before.get(0, read, 0, 1);
    assertThat(read).containsExactly(1);
  }

  @Test
  void aMessageAfterAnotherIsCountedFromItsOwnBeginning() {
    ByteBuffer two = message(ByteBuffer.allocateDirect(64), 7, 8, 9).position(Float.BYTES);
    ByteBuffer opened = inbox.open(1, two);
    float[] read = new float[2];
    inbox.values(1).getNext(opened, read, 0, 2);
    assertThat(read).containsExactly(8, 9);
    assertThat(opened.hasRemaining()).isFalse();
  }
}
