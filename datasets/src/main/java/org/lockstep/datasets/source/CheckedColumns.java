package org.lockstep.datasets.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.source.Examples.Kind;

/** The columns of checked rows, used and rejected together. */
final class CheckedColumns {
  static final String LABEL = "label";
  static final String LABEL_SET = "label_set";
  static final String TARGET = "target";
  static final String GROUP = "split_group";
  static final String LINE = "line";
  static final String INDICES = "indices";
  static final String VALUES = "values";
  static final String REASON = "reject_reason";
  static final String COLUMN = "reject_column";
  static final String VALUE = "reject_value";

  /** How the inputs are kept, by kind. */
  private static final List<StructField> TABLE =
      List.of(
          DataTypes.createStructField(
              "numeric", DataTypes.createArrayType(DataTypes.DoubleType, false), true),
          DataTypes.createStructField(
              "categorical", DataTypes.createArrayType(DataTypes.StringType, true), true));

  private static final List<StructField> VECTOR =
      List.of(
          DataTypes.createStructField(
              INDICES, DataTypes.createArrayType(DataTypes.IntegerType, false), true),
          DataTypes.createStructField(
              VALUES, DataTypes.createArrayType(DataTypes.DoubleType, false), true));

  private CheckedColumns() {}

  static Kind kind(DataSpec spec) {
    if (spec.source() == SourceName.LIBSVM) {
      return Kind.VECTOR;
    }
    return spec.columns().text().isPresent() ? Kind.TEXT : Kind.TABLE;
  }

  private static Optional<StructField> outcome(DataSpec spec) {
    DataType numbers = DataTypes.createArrayType(DataTypes.DoubleType, false);
    boolean one = spec.columns().target().map(target -> target.columns().size()).orElse(1) == 1;
    return switch (spec.outcome()) {
      case CLASS -> Optional.of(nullable(LABEL, DataTypes.StringType));
      case LABELS ->
          Optional.of(nullable(LABEL_SET, DataTypes.createArrayType(DataTypes.StringType, false)));
      case SHARES -> Optional.of(nullable(TARGET, numbers));
      case NUMBERS -> Optional.of(nullable(TARGET, one ? DataTypes.DoubleType : numbers));
      case RECONSTRUCTION, NONE -> Optional.empty();
    };
  }

  private static StructField nullable(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  static StructType schema(DataSpec spec) {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField("file", DataTypes.StringType, false));
    fields.add(DataTypes.createStructField("record", DataTypes.LongType, false));
    fields.add(DataTypes.createStructField(LINE, DataTypes.LongType, false));
    fields.add(DataTypes.createStructField("part", DataTypes.StringType, true));
    switch (kind(spec)) {
      case TEXT -> fields.add(DataTypes.createStructField("text", DataTypes.StringType, true));
      case TABLE -> fields.addAll(TABLE);
      case VECTOR -> fields.addAll(VECTOR);
    }
    outcome(spec).ifPresent(fields::add);
    fields.add(DataTypes.createStructField("weight", DataTypes.DoubleType, false));
    fields.add(DataTypes.createStructField("hash_high", DataTypes.LongType, false));
    fields.add(DataTypes.createStructField("hash_low", DataTypes.LongType, false));
    if (spec.split().group().isPresent()) {
      fields.add(nullable(GROUP, DataTypes.LongType));
    }
    fields.add(DataTypes.createStructField(REASON, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(COLUMN, DataTypes.StringType, true));
    fields.add(DataTypes.createStructField(VALUE, DataTypes.StringType, true));
    return DataTypes.createStructType(fields);
  }
}
