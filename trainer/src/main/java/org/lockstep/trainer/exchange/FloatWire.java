package org.lockstep.trainer.exchange;

import java.nio.ByteBuffer;

/** Floats of an array as little-endian bytes; the buffer's order must be little endian. */
public final class FloatWire {
  private FloatWire() {}

  /** Writes {@code values[from … from + length)} at the buffer's position, which moves on. */
  public static void put(ByteBuffer out, float[] values, int from, int length) {
    out.asFloatBuffer().put(values, from, length);
    out.position(out.position() + Float.BYTES * length);
  }

  /** Reads into {@code values[from … from + length)}; the buffer's position moves on. */
  public static void get(ByteBuffer in, float[] values, int from, int length) {
    in.asFloatBuffer().get(values, from, length);
    in.position(in.position() + Float.BYTES * length);
  }
}
