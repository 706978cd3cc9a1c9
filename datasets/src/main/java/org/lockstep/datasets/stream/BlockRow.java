package org.lockstep.datasets.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** A row on its way into a file. */
record BlockRow(int[] indices, float[] values, float[] targets, float weight) {

  /** Hands the fields over in the order of {@link BlockSchema}. */
  void writeTo(RecordConsumer out) {
    int field = 0;
    out.startMessage();
    if (indices != null) {
      binary(out, BlockSchema.INDICES, field++, bytes(indices));
    }
    binary(out, BlockSchema.VALUES, field++, bytes(values));
    binary(out, BlockSchema.TARGETS, field++, bytes(targets));
    out.startField(BlockSchema.WEIGHT, field);
    out.addFloat(weight);
    out.endField(BlockSchema.WEIGHT, field);
    out.endMessage();
  }

  private static void binary(RecordConsumer out, String name, int field, ByteBuffer bytes) {
    out.startField(name, field);
    out.addBinary(Binary.fromConstantByteBuffer(bytes));
    out.endField(name, field);
  }

  private static ByteBuffer bytes(int[] numbers) {
    ByteBuffer bytes = room(numbers.length);
    bytes.asIntBuffer().put(numbers);
    return bytes;
  }

  private static ByteBuffer bytes(float[] numbers) {
    ByteBuffer bytes = room(numbers.length);
    bytes.asFloatBuffer().put(numbers);
    return bytes;
  }

  private static ByteBuffer room(int numbers) {
    return ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, numbers))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
