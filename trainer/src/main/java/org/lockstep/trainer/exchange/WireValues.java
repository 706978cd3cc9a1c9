package org.lockstep.trainer.exchange;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * The values in a message as floats, whatever each takes there, counted from 0. Threads may use
 * different ones at once.
 */
public sealed interface WireValues {

  /** Writes {@code values[from … from + length)} to {@code index} and behind. */
  void put(int index, float[] values, int from, int length);

  /** Reads {@code values[from … from + length)} from {@code index} and behind. */
  void get(int index, float[] values, int from, int length);

  /** Four bytes each. */
  record Floats(FloatBuffer buffer) implements WireValues {
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
