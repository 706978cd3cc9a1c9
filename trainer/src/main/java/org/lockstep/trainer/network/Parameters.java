package org.lockstep.trainer.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A network's numbers: ONE float array in the order of its {@link ParameterLayout}. */
public final class Parameters {
  private static final int CHUNK_FLOATS = 4096;

  private final ParameterLayout layout;
  private final float[] values;

  /**
   * @param values not copied
   */
  public Parameters(NetworkSpec network, float[] values) {
    this.layout = new ParameterLayout(network);
    layout.requireSize(values);
    this.values = values;
  }

  /**
   * Kernels from their initializers, biases and beta 0, gamma 1, a PReLU's alpha as chosen, moving
   * averages 0 and 1; depends on (network, seed) alone.
   */
  public static Parameters initialise(NetworkSpec network, long seed) {
    ParameterLayout layout = new ParameterLayout(network);
    float[] values = new float[layout.size()];
    for (ParameterLayout.Slice slice : layout.slices()) {
      slice.initializer().fill(slice.of(values), seed, slice.layer());
    }
    return new Parameters(network, values);
  }

  /** The live array. */
  public float[] values() {
    return values;
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** SHA-256, in lower-case hexadecimal, of the array as little-endian float32. */
  public String sha256() {
    return sha256(values);
  }

  /** SHA-256, in lower-case hexadecimal, of an array as little-endian float32. */
  public static String sha256(float[] values) {
    MessageDigest digest = digest();
    ByteBuffer bytes =
        ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = bytes.asFloatBuffer();
    for (int from = 0; from < values.length; from += CHUNK_FLOATS) {
      int length = Math.min(CHUNK_FLOATS, values.length - from);
      floats.clear().put(values, from, length);
      digest.update(bytes.clear().limit(length * Float.BYTES));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
