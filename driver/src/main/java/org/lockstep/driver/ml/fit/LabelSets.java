package org.lockstep.driver.ml.fit;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.stat.Summarizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.MultiLabelParams;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.data.Split;

/** Label columns in which a row may have several labels: arrays of numbers, or 0/1 vectors. */
public final class LabelSets {
  /** As many as may be inferred from the largest number; more must be said by numLabels. */
  private static final int MOST_INFERRED = 10_000;

  private static final DataType LABELS = DataTypes.createArrayType(DataTypes.DoubleType);

  private LabelSets() {}

  /**
   * @throws IllegalArgumentException if the column is neither
   */
  public static void requireType(StructType schema, String column) {
    DataType type = Columns.type(schema, "labelCol", column);
    boolean array = type instanceof ArrayType of && of.elementType() instanceof NumericType;
    if (!array && !type.equals(SQLDataTypes.VectorType())) {
      throw new IllegalArgumentException(
          "labelCol must be an array of label numbers or a vector of 0 and 1. Received: %s (column %s)"
              .formatted(type.simpleString(), column));
    }
  }

  /**
   * numLabels, or the vectors' size, or the largest label number and one.
   *
   * @throws IllegalArgumentException if numLabels is less than that, or is not said and there would
   *     be more than {@value #MOST_INFERRED}: one wrong number must not cost gigabytes
   */
  public static <P extends MultiLabelParams & NetworkParams> int count(
      Dataset<?> dataset, P params) {
    double found = count(dataset, params.getLabelCol());
    if (params.isDefined(params.layers())) {
      return require("layers must end with", ClassLabels.last(params.getLayers()), found);
    }
    if (params.isDefined(params.numLabels())) {
      return require("numLabels must be", params.getNumLabels(), found);
    }
    if (found > MOST_INFERRED && !isVector(dataset, params.getLabelCol())) {
      throw new IllegalArgumentException(
          "labels must be less than %,d where numLabels does not say how many there are. Received: %,.0f"
              .formatted(MOST_INFERRED, found - 1));
    }
    return (int) found;
  }

  private static int require(String what, int given, double found) {
    if (given < found) {
      throw new IllegalArgumentException(
          "%s the number of labels, at least %,.0f. Received: %d".formatted(what, found, given));
    }
    return given;
  }

  private static double count(Dataset<?> dataset, String column) {
    if (isVector(dataset, column)) {
      return VectorWidth.of(dataset, "labelCol", column);
    }
    Column labels = col(column).cast(LABELS);
    Row largest =
        dataset
            .toDF()
            .agg(coalesce(max(array_max(filter(labels, LabelSets::isNumber))), lit(0.0)))
            .first();
    return Math.floor(Math.max(0, largest.getDouble(0))) + 1;
  }

  /** NaN is the largest of Spark's doubles; {@link #dense} refuses it. */
  private static Column isNumber(Column label) {
    return label.isNotNull().and(label.isNaN().unary_$bang());
  }

  private static boolean isVector(Dataset<?> dataset, String column) {
    return dataset.schema().apply(column).dataType().equals(SQLDataTypes.VectorType());
  }

  /** A vector of 0 and 1, one number a label. A row with a label that is none stops the fit. */
  public static Column targets(Dataset<?> dataset, String column, int labels) {
    if (isVector(dataset, column)) {
      UDF1<Vector, Vector> checked = vector -> checked(vector, labels);
      return udf(checked, SQLDataTypes.VectorType()).apply(col(column));
    }
    UDF1<scala.collection.Seq<Double>, Vector> dense = set -> dense(set, labels);
    return udf(dense, SQLDataTypes.VectorType()).apply(col(column).cast(LABELS));
  }

  private static Vector checked(Vector vector, int labels) {
    if (vector == null) {
      throw new IllegalArgumentException("labels must be a vector in every row. Received: null");
    }
    for (double each : vector.toArray()) {
      if (each != 0 && each != 1) {
        throw new IllegalArgumentException("labels must be a vector of 0 and 1. Received: " + each);
      }
    }
    if (vector.size() != labels) {
      throw new IllegalArgumentException(
          "labels must be vectors of %d numbers. Received: %d".formatted(labels, vector.size()));
    }
    return vector;
  }

  private static Vector dense(scala.collection.Seq<Double> set, int labels) {
    if (set == null) {
      throw new IllegalArgumentException("labels must be an array in every row. Received: null");
    }
    double[] targets = new double[labels];
    for (int i = 0; i < set.size(); i++) {
      Double label = set.apply(i);
      if (label == null || !(label >= 0 && label < labels && label == Math.rint(label))) {
        throw new IllegalArgumentException(
            "labels must be whole numbers from 0 to %d. Received: %s".formatted(labels - 1, label));
      }
      targets[label.intValue()] = 1;
    }
    return Vectors.dense(targets);
  }

  /** How much more a row that has a label counts for it; 1 for all where nothing is chosen. */
  public static double[] positive(TrainingRows rows, int labels, ClassWeight choice) {
    if (choice instanceof ClassWeight.None) {
      return IntStream.range(0, labels).mapToDouble(label -> 1).toArray();
    }
    Row counts =
        rows.rows()
            .filter(col(ShardColumns.SPLIT).equalTo(Split.TRAIN.label()))
            .agg(
                Summarizer.sum(col(ShardColumns.TARGET)),
                Summarizer.count(col(ShardColumns.TARGET)))
            .first();
    Vector having = counts.getAs(0);
    long[] each = new long[labels];
    for (int label = 0; label < labels; label++) {
      each[label] = (long) having.apply(label);
    }
    return choice.positiveFactors(names(labels), each, counts.getLong(1));
  }

  /** 0, 1, … */
  public static List<String> names(int labels) {
    return IntStream.range(0, labels).mapToObj(Integer::toString).toList();
  }
}
