package org.lockstep.datasets.stream;

import java.io.IOException;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.lockstep.trainer.data.Shard;

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
   * @throws IOException if the columns do not belong together
   */
  Shard shard(int width) throws IOException {
    RowNumbers values = numbers(BlockSchema.VALUES);
    RowNumbers targets = numbers(BlockSchema.TARGETS);
    float[] weights = new float[rows];
    ColumnReader weight = reader(BlockSchema.WEIGHT);
    for (int row = 0; row < rows; row++) {
      weights[row] = weight.getFloat();
      weight.consume();
    }
    return schema.containsField(BlockSchema.INDICES)
        ? BlockRows.sparse(width, numbers(BlockSchema.INDICES), values, targets, weights)
        : BlockRows.dense(width, values, targets, weights);
  }

  private RowNumbers numbers(String name) throws IOException {
    ColumnReader reader = reader(name);
    RowNumbers numbers = new RowNumbers(name, rows);
    for (int row = 0; row < rows; row++) {
      numbers.add(reader.getBinary().toByteBuffer());
      reader.consume();
    }
    return numbers;
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
