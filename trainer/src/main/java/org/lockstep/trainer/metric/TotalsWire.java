package org.lockstep.trainer.metric;

import java.nio.ByteBuffer;

/**
 * The numbers of {@link Totals} as bytes, in the order in which a totals' own description of itself
 * names them: no lengths and no types, since both ends make the same empty totals from the network.
 * One object serves any number of totals, and allocates nothing. Not thread-safe.
 */
public final class TotalsWire {
  private enum Way {
    COUNT,
    WRITE,
    READ
  }

  private Way way = Way.COUNT;
  private ByteBuffer buffer;
  private int bytes;

  /** Bytes of a totals' numbers; the same for all of its kind and size. */
  public int bytes(Totals totals) {
    bytes = 0;
    pass(Way.COUNT, null, totals);
    return bytes;
  }

  /** Writes {@link #bytes} bytes at the buffer's position, which moves on. */
  public void write(ByteBuffer out, Totals totals) {
    pass(Way.WRITE, out, totals);
  }

  /**
   * Replaces the numbers by those at the buffer's position, which moves on.
   *
   * @throws java.nio.BufferUnderflowException if the bytes are too few
   */
  public void read(ByteBuffer in, Totals totals) {
    pass(Way.READ, in, totals);
  }

  private void pass(Way way, ByteBuffer buffer, Totals totals) {
    this.way = way;
    this.buffer = buffer;
    totals.numbers(this);
    this.buffer = null;
  }

  /** A whole number of the totals; to be kept as it is returned. */
  long pass(long number) {
    bytes += Long.BYTES;
    return switch (way) {
      case COUNT -> number;
      case WRITE -> {
        buffer.putLong(number);
        yield number;
      }
      case READ -> buffer.getLong();
    };
  }

  /** A sum of the totals; to be kept as it is returned. */
  double pass(double number) {
    return Double.longBitsToDouble(pass(Double.doubleToRawLongBits(number)));
  }

  void pass(long[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = pass(numbers[i]);
    }
  }

  void pass(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = pass(numbers[i]);
    }
  }
}
