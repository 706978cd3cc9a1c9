package org.lockstep.datasets.table;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.feature.OutputColumn;
import org.lockstep.datasets.shard.Digest;
import org.lockstep.trainer.table.FittedNumeric;
import org.lockstep.trainer.table.TableFeatures;

/** Adds a table row's features as a dense vector, whose doubles are exactly the floats. */
public final class TableModel extends Model<TableModel> implements TableColumns<TableModel> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TableFeatures features;
  private final Param<String> numericCol;
  private final Param<String> categoricalCol;
  private final Param<String> outputCol;

  public TableModel(String uid, TableFeatures features) {
    this.uid = uid;
    this.features = features;
    this.numericCol = TableColumns.numericCol(this);
    this.categoricalCol = TableColumns.categoricalCol(this);
    this.outputCol = TableColumns.outputCol(this);
    setDefaultColumns();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The fitted statistics and categories. */
  public TableFeatures features() {
    return features;
  }

  /** SHA-256 (hex) of the features' names in order and of every fitted number's bits. */
  public String fingerprint() {
    Digest digest = new Digest();
    for (int i = 0; i < features.width(); i++) {
      digest.add(features.featureName(i));
    }
    for (FittedNumeric numeric : features.numeric()) {
      digest.add(numeric.fill()).add(numeric.shift()).add(numeric.divisor());
    }
    return digest.hex();
  }

  @Override
  public Param<String> numericCol() {
    return numericCol;
  }

  @Override
  public Param<String> categoricalCol() {
    return categoricalCol;
  }

  @Override
  public Param<String> outputCol() {
    return outputCol;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> rows) {
    transformSchema(rows.schema());
    TableFeatures table = features;
    UDF2<Object, Object, Vector> vector =
        (numbers, words) ->
            vector(table.transform(TableRow.numbers(numbers), TableRow.words(words)));
    return rows.withColumn(
        getOutputCol(),
        functions
            .udf(vector, SQLDataTypes.VectorType())
            .asNonNullable()
            .apply(functions.col(getNumericCol()), functions.col(getCategoricalCol())));
  }

  private static Vector vector(float[] row) {
    double[] values = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = row[i];
    }
    return Vectors.dense(values);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TableRow.require(schema, getNumericCol(), getCategoricalCol());
    return OutputColumn.append(schema, getOutputCol());
  }

  @Override
  public TableModel copy(ParamMap extra) {
    TableModel copy = copyValues(new TableModel(uid, features), extra);
    return copy.setParent(parent());
  }
}
