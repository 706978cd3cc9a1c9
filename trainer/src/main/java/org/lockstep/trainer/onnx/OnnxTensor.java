package org.lockstep.trainer.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.lockstep.trainer.bytes.ProtoWriter;

/**
 * A constant of a graph, ONNX's TensorProto: floats or int64s, row-major.
 *
 * @param dims one length a dimension; empty for a single number
 * @param type {@link #FLOAT} or another of ONNX's data types
 * @param raw the numbers, little-endian
 */
record OnnxTensor(String name, List<Long> dims, int type, ByteBuffer raw) {
  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int STRING = 8;
  static final int BOOL = 9;
  static final int DOUBLE = 11;

  OnnxTensor {
    dims = List.copyOf(dims);
  }

  static OnnxTensor of(String name, List<Long> dims, float... values) {
    return new OnnxTensor(name, dims, FLOAT, ByteBuffer.wrap(ProtoWriter.littleEndian(values)));
  }

  static OnnxTensor of(String name, List<Long> dims, long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return new OnnxTensor(name, dims, INT64, bytes);
  }

  /** The numbers, as floats; doubles are rounded. */
  float[] floats() throws OnnxFormatException {
    ByteBuffer bytes = raw.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int size = size();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = type == DOUBLE ? (float) bytes.getDouble() : bytes.getFloat();
      if (!Float.isFinite(values[i])) {
        throw new OnnxFormatException(
            "weights must be finite floats. Received: %s in tensor %s".formatted(values[i], name));
      }
    }
    return values;
  }

  /**
   * How many numbers there are, which the bytes must hold exactly.
   *
   * @throws OnnxFormatException if they do not, or are of another type than float and double
   */
  private int size() throws OnnxFormatException {
    if (type != FLOAT && type != DOUBLE) {
      throw new OnnxFormatException(
          "weights must be of ONNX's data type 1 (float) or 11 (double). Received: %d in tensor %s"
              .formatted(type, name));
    }
    long bytes = type == DOUBLE ? Double.BYTES : Float.BYTES;
    for (long length : dims) {
      try {
        bytes = Math.multiplyExact(bytes, length);
      } catch (ArithmeticException e) {
        bytes = -1;
      }
      if (length < 0 || bytes < 0) {
        throw new OnnxFormatException(
            "a shape must be lengths >= 0 whose product fits into 63 bits. Received: %s in tensor %s"
                .formatted(dims, name));
      }
    }
    if (bytes != raw.remaining()) {
      throw new OnnxFormatException(
          "tensor %s of shape %s must hold %,d bytes. Received: %,d"
              .formatted(name, dims, bytes, raw.remaining()));
    }
    return (int) (bytes / (type == DOUBLE ? Double.BYTES : Float.BYTES));
  }
}
