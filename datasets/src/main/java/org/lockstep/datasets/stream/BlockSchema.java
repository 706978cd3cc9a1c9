package org.lockstep.datasets.stream;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * The columns of a file of blocks. Lists are little-endian bytes, four a number, in one value a
 * row: Parquet's own lists cost more to take apart than a step's arithmetic.
 */
final class BlockSchema {
  /** Only where rows are sparse: ascending columns of {@link #VALUES}. */
  static final String INDICES = "indices";

  static final String VALUES = "values";
  static final String TARGETS = "targets";
  static final String WEIGHT = "weight";

  private BlockSchema() {}

  static MessageType of(boolean sparse) {
    Types.MessageTypeBuilder columns = Types.buildMessage();
    if (sparse) {
      columns.required(PrimitiveTypeName.BINARY).named(INDICES);
    }
    return columns
        .required(PrimitiveTypeName.BINARY)
        .named(VALUES)
        .required(PrimitiveTypeName.BINARY)
        .named(TARGETS)
        .required(PrimitiveTypeName.FLOAT)
        .named(WEIGHT)
        .named("row");
  }

  static ColumnDescriptor column(MessageType schema, String name) {
    return schema.getColumnDescription(new String[] {name});
  }
}
