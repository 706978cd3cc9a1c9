package org.lockstep.trainer.exchange;

import java.nio.ByteBuffer;

/**
 * What a gradient's values take in the messages between ranks; parameters and optimizer state are
 * never compressed. A value that was rounded for others its sender uses, too, so all ranks have the
 * same parameters. But which sums are rounded depends on who has which workers: with any choice but
 * {@link #NONE} the result depends on the ranks of the run, and a run on one rank is exact.
 */
public enum Compression {
  /** 4 bytes: exact. */
  NONE(Float.BYTES) {
    @Override
    public WireValues values(ByteBuffer buffer) {
      return new WireValues.Floats(buffer.asFloatBuffer());
    }

    @Override
    public void round(float[] values, int from, int length) {
      // exact
    }
  },

  /** 2 bytes: rounded to the nearest bfloat16, of two the even one. */
  BF16(Short.BYTES) {
    @Override
    public WireValues values(ByteBuffer buffer) {
      return new WireValues.Halves(buffer.asShortBuffer());
    }

    @Override
    public void round(float[] values, int from, int length) {
      for (int i = from; i < from + length; i++) {
        values[i] = Bf16.toFloat(Bf16.ofFloat(values[i]));
      }
    }
  };

  private final int bytes;

  Compression(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a value. */
  public int bytes() {
    return bytes;
  }

  /** The values from the buffer's position on. */
  public abstract WireValues values(ByteBuffer buffer);

  /** Makes the values what a receiver gets. */
  public abstract void round(float[] values, int from, int length);
}
