package org.lockstep.datasets.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.feature.OutputColumn;
import org.lockstep.trainer.table.TableStatistics;
import scala.collection.Seq;

/** Table rows between Spark's arrays and the trainer's. */
final class TableRow {
  private TableRow() {}

  static void require(StructType schema, String numericCol, String categoricalCol) {
    OutputColumn.require(
        schema, "numericCol", numericCol, DataTypes.createArrayType(DataTypes.DoubleType));
    OutputColumn.require(
        schema, "categoricalCol", categoricalCol, DataTypes.createArrayType(DataTypes.StringType));
  }

  /** Null (an absent array or element) becomes no numbers, or NaN. */
  static double[] numbers(Object cell) {
    if (cell == null) {
      return new double[0];
    }
    Seq<?> cells = (Seq<?>) cell;
    double[] numbers = new double[cells.size()];
    for (int i = 0; i < numbers.length; i++) {
      Object number = cells.apply(i);
      numbers[i] = number == null ? Double.NaN : (Double) number;
    }
    return numbers;
  }

  static String[] words(Object cell) {
    if (cell == null) {
      return new String[0];
    }
    Seq<?> cells = (Seq<?>) cell;
    String[] words = new String[cells.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = (String) cells.apply(i);
    }
    return words;
  }

  /** Java serialisation, since statistics hold records, which Spark's Kryo cannot write. */
  static byte[] serialise(TableStatistics statistics) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(statistics);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads what this job's own tasks wrote a moment ago. */
  static TableStatistics deserialise(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (TableStatistics) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
