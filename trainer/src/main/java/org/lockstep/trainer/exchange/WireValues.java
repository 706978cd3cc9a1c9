package org.lockstep.trainer.exchange;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * The values in a message as floats, whatever each takes there, counted from 0. Threads may use
 * different ones at once.
 */
public sealed interface WireValues {
  /** Each takes. */
  int bytes();

  /** Writes {@code values[from … from + length)} to {@code index} and behind. */
  void put(int index, float[] values, int from, int length);

  /** Reads {@code values[from … from + length)} from {@code index} and behind. */
  void get(int index, float[] values, int from, int length);

  /**
   * Writes values at the position of the buffer that these are the values of, which moves on.
   *
   * @param out at a multiple of {@link #bytes}
   * @throws IllegalArgumentException if there is no room for them
   */
  default void putNext(ByteBuffer out, float[] values, int from, int length) {
    int index = out.position() / bytes();
    out.position(out.position() + bytes() * length);
    put(index, values, from, length);
  }

  /**
   * Reads values from the position of the buffer that these are the values of, which moves on.
   *
   * @param in at a multiple of {@link #bytes}
   * @throws IllegalArgumentException if there are fewer
   */
  default void getNext(ByteBuffer in, float[] values, int from, int length) {
    int index = in.position() / bytes();
    in.position(in.position() + bytes() * length);
    get(index, values, from, length);
  }

  /** Four bytes each. */
  record Floats(FloatBuffer buffer) implements WireValues {
    @Override
    public int bytes() {
      return Float.BYTES;
    }

    @Override
    public void put(int index, float[] values, int from, int length) {
      buffer.put(index, values, from, length);
    }

    @Override
    public void get(int index, float[] values, int from, int length) {
      buffer.get(index, values, from, length);
    }
  }

  /** The upper two bytes each, rounded. */
  record Halves(ShortBuffer buffer) implements WireValues {
    @Override
    public int bytes() {
      return Short.BYTES;
    }

    @Override
    public void put(int index, float[] values, int from, int length) {
      for (int i = 0; i < length; i++) {
        buffer.put(index + i, Bf16.ofFloat(values[from + i]));
      }
    }

    @Override
    public void get(int index, float[] values, int from, int length) {
      for (int i = 0; i < length; i++) {
        values[from + i] = Bf16.toFloat(buffer.get(index + i));
      }
    }
  }
}
