package org.lockstep.trainer.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What came from the other ranks, little endian, with views of its values. An exchange that
 * receives into the same buffers again and again costs no new view.
 */
public final class Inbox {
  private final Compression compression;
  private final ByteBuffer[] buffers;
  private final WireValues[] values;
  private final WireValues[] floats;

  /**
   * @param ranks of the run, this one among them
   * @param compression of {@link #values}
   */
  public Inbox(int ranks, Compression compression) {
    this.compression = compression;
    this.buffers = new ByteBuffer[ranks];
    this.values = new WireValues[ranks];
    this.floats = new WireValues[ranks];
  }

  /**
   * Opens a rank's message.
   *
   * @param received as {@link Exchange#exchange} returned it
   * @return the message from its position 0 on
   */
  public ByteBuffer open(int rank, ByteBuffer received) {
    ByteBuffer message = received.position() == 0 ? received : received.slice();
    message.order(ByteOrder.LITTLE_ENDIAN);
    if (message != buffers[rank]) {
      // The next message in this buffer may be longer.
      ByteBuffer whole = message.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
      buffers[rank] = message;
      values[rank] = compression.values(whole);
      floats[rank] = Compression.NONE.values(whole);
    }
    return message;
  }

  /** The message that was opened last as gradients' values, counted from its beginning. */
  public WireValues values(int rank) {
    return values[rank];
  }

  /** The message that was opened last as parameters' values, counted from its beginning. */
  public WireValues floats(int rank) {
    return floats[rank];
  }
}
