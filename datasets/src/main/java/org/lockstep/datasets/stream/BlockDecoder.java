package org.lockstep.datasets.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/** Makes a shard of a row group, column by column; no object a number. */
final class BlockDecoder {
  private final MessageType schema;
  private final ColumnReadStoreImpl columns;
  private final int rows;

  BlockDecoder(PageReadStore group, MessageType schema, String writtenBy) {
    this.schema = schema;
    this.rows = Math.toIntExact(group.getRowCount());
    this.columns = new ColumnReadStoreImpl(group, new Unused(), schema, writtenBy);
  }

  int rows() {
    return rows;
  }

  /**
   * @param width columns of the features
   */
  Shard shard(int width) {
    Numbers values = numbers(BlockSchema.VALUES);
    Numbers targets = numbers(BlockSchema.TARGETS);
    float[] weights = new float[rows];
    ColumnReader weight = reader(BlockSchema.WEIGHT);
    for (int row = 0; row < rows; row++) {
      weights[row] = weight.getFloat();
      weight.consume();
    }
    return new Shard(
        features(values, width), targets.floats(), targets.ends()[rows] / rows, weights);
  }

  private FeatureRows features(Numbers values, int width) {
    if (!schema.containsField(BlockSchema.INDICES)) {
      return new Matrix(values.floats(), 0, rows, width);
    }
    return new SparseRows(
        width, values.ends(), numbers(BlockSchema.INDICES).ints(), values.floats());
  }

  /**
   * Numbers of all rows, one row's after the other's.
   *
   * @param bytes four a number, little-endian, perhaps longer
   * @param ends of each row among the numbers, after a 0
   */
  private record Numbers(byte[] bytes, int[] ends) {
    float[] floats() {
      float[] floats = new float[ends[ends.length - 1]];
      buffer().asFloatBuffer().get(floats);
      return floats;
    }

    int[] ints() {
      int[] ints = new int[ends[ends.length - 1]];
      buffer().asIntBuffer().get(ints);
      return ints;
    }

    private ByteBuffer buffer() {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private Numbers numbers(String name) {
    ColumnReader reader = reader(name);
    byte[] bytes = new byte[0];
    int[] ends = new int[rows + 1];
    int filled = 0;
    for (int row = 0; row < rows; row++) {
      ByteBuffer value = reader.getBinary().toByteBuffer();
      int length = value.remaining();
      int needed = Math.addExact(filled, length);
      if (needed > bytes.length) {
        // At first as if all rows were as long as this one.
        long room = row == 0 ? (long) length * rows : needed + (long) needed / 2;
        bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, room));
      }
      value.get(bytes, filled, length);
      filled = needed;
      ends[row + 1] = filled / Integer.BYTES;
      reader.consume();
    }
    return new Numbers(bytes, ends);
  }

  private ColumnReader reader(String name) {
    return columns.getColumnReader(BlockSchema.column(schema, name));
  }

  /** Parquet asks for a converter of every column, and calls it only when records are assembled. */
  private static final class Unused extends GroupConverter {
    @Override
    public Converter getConverter(int field) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
