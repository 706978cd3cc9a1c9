package org.lockstep.datasets.source;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;

/** Parquet through Spark's reader, whose metadata column gives the file and the row in it. */
final class ParquetReading {
  private static final int FIRST_CELL = 3;

  private ParquetReading() {}

  static Dataset<Row> of(SparkSession spark, DataSpec spec, List<String> files) {
    Dataset<Row> table = spark.read().parquet(files.toArray(new String[0]));
    List<String> columns = RowCheck.cells(spec);
    CsvHeader.requireColumns(List.of(table.columns()), columns, files.get(0));
    List<Column> selected = new ArrayList<>();
    selected.add(col("_metadata.file_path"));
    selected.add(col("_metadata.row_index").plus(1));
    selected.add(firstInvalid(table, columns).alias("invalid"));
    columns.forEach(column -> selected.add(cell(table, column)));
    RowCheck check = new RowCheck(spec);
    String[] names = columns.toArray(new String[0]);
    return spark.createDataFrame(
        table
            .select(selected.toArray(new Column[0]))
            .javaRDD()
            .map(row -> check.check(record(row, names))),
        CheckedColumns.schema(spec));
  }

  private static RawRecord record(Row row, String[] columns) {
    String file = row.getString(0);
    long record = row.getLong(1);
    if (!row.isNullAt(2)) {
      String column = row.getString(2);
      return RawRecord.broken(file, record, 0, new Problem(Reasons.INVALID_UTF8, column, ""));
    }
    String[] cells = new String[columns.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = row.getString(FIRST_CELL + i);
    }
    return RawRecord.of(file, record, 0, cells);
  }

  /** The name of the first column whose bytes are not UTF-8, else null. */
  private static Column firstInvalid(Dataset<Row> table, List<String> columns) {
    List<Column> checks = new ArrayList<>();
    checks.add(functions.lit(null).cast(DataTypes.StringType));
    for (String column : columns) {
      checks.add(
          functions.when(
              functions.not(functions.is_valid_utf8(cell(table, column))), functions.lit(column)));
    }
    return functions.coalesce(checks.toArray(new Column[0]));
  }

  /** The value as text; a float first becomes the double of the same value. */
  private static Column cell(Dataset<Row> table, String column) {
    String quoted = "`" + column.replace("`", "``") + "`";
    DataType type = table.schema().apply(column).dataType();
    if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
      throw DataException.bad(
          "a Parquet column must hold single values. Received: %s of type %s",
          column, type.simpleString());
    }
    Column value = table.col(quoted);
    return (type == DataTypes.FloatType ? value.cast(DataTypes.DoubleType) : value)
        .cast(DataTypes.StringType)
        .alias(column);
  }
}
