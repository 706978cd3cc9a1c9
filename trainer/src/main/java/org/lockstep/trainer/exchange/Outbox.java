package org.lockstep.trainer.exchange;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a rank sends: one direct little-endian buffer, reused and grown as needed, and what of it
 * each rank gets: all the same, or a part each.
 */
public final class Outbox {
  private static final int LEAST_BYTES = 4096;

  private final ByteBuffer[] views;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
  private final Compression compression;
  private WireValues values;
  private WireValues floats;

  /**
   * @param ranks of the run, this one among them
   */
  public Outbox(int ranks) {
    this(ranks, Compression.NONE);
  }

  /**
   * @param ranks of the run, this one among them
   * @param compression of {@link #values}
   */
  public Outbox(int ranks, Compression compression) {
    this.compression = compression;
    this.views = new ByteBuffer[ranks];
    start(0);
  }

  /**
   * Forgets what was sent.
   *
   * @param bytes that will be written
   * @return the buffer to write to, from 0 on
   * @throws IllegalArgumentException if they are more than one buffer can hold
   */
  public ByteBuffer start(long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "what a rank sends at a time must be < 2^31 bytes. Received: %,d".formatted(bytes));
    }
    if (bytes > buffer.capacity() || views[0] == null) {
      long roomy = Math.max(LEAST_BYTES, Math.min(Integer.MAX_VALUE, bytes + bytes / 4));
      buffer = ByteBuffer.allocateDirect((int) roomy).order(ByteOrder.LITTLE_ENDIAN);
      values = compression.values(buffer);
      floats = Compression.NONE.values(buffer);
      for (int rank = 0; rank < views.length; rank++) {
        views[rank] = buffer.duplicate();
      }
    }
    for (ByteBuffer view : views) {
      view.limit(0);
    }
    buffer.clear();
    return buffer;
  }

  /** The whole buffer since the last start as gradients' values. */
  public WireValues values() {
    return values;
  }

  /** The whole buffer since the last start as parameters' values. */
  public WireValues floats() {
    return floats;
  }

  /** What was written since {@code from} is what a rank gets. */
  public void part(int rank, int from) {
    views[rank].limit(buffer.position());
    views[rank].position(from);
  }

  /** The parts. */
  public ByteBuffer[] parts() {
    return views;
  }

  /** All that was written, for every rank. */
  public ByteBuffer[] toAll() {
    for (int rank = 0; rank < views.length; rank++) {
      part(rank, 0);
    }
    return views;
  }
}
