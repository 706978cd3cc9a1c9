package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * The matrix that {@code corpus.py} wrote and every peer reads, with the network and the training
 * that all of them have: 64 sigmoid units, softmax, Adam 0.001, batch 512.
 *
 * @param classes of the labels, 0 …
 */
record Corpus(
    int columns, int classes, long[] starts, int[] indices, float[] values, int[] labels) {
  private static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("target", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("hash_high", DataTypes.LongType)
          .add("hash_low", DataTypes.LongType)
          .add("split", DataTypes.StringType);

  static Corpus read(Path folder) throws IOException {
    String[] shape = Files.readString(folder.resolve("shape.txt")).strip().split("\\s+");
    ByteBuffer starts = bytes(folder.resolve("indptr.i64"));
    ByteBuffer values = bytes(folder.resolve("values.f32"));
    float[] floats = new float[values.remaining() / Float.BYTES];
    values.asFloatBuffer().get(floats);
    long[] offsets = new long[starts.remaining() / Long.BYTES];
    starts.asLongBuffer().get(offsets);
    return new Corpus(
        Integer.parseInt(shape[1]),
        Integer.parseInt(shape[2]),
        offsets,
        ints(folder.resolve("indices.i32")),
        floats,
        ints(folder.resolve("labels.i32")));
  }

  /** All rows as training rows, for {@code ShardBuilder} and for Spark's own classifier. */
  Dataset<Row> rows(SparkSession spark, int partitions) {
    SplittableRandom random = new SplittableRandom(1);
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      int from = (int) starts[row];
      int to = (int) starts[row + 1];
      rows.add(
          RowFactory.create(
              Vectors.sparse(
                  columns,
                  IntStream.range(from, to).map(k -> indices[k]).toArray(),
                  IntStream.range(from, to).mapToDouble(k -> values[k]).toArray()),
              (double) labels[row],
              1.0,
              random.nextLong(),
              random.nextLong(),
              "train"));
    }
    return spark.createDataFrame(rows, SCHEMA).repartition(partitions);
  }

  NetworkSpec network() {
    return NetworkSpec.of(
        columns,
        List.of(new DenseSpec(64, Activation.named("sigmoid"))),
        classes,
        Task.MULTICLASS,
        0);
  }

  static TrainingSpec training(int workers, int epochs) {
    return new TrainingSpec(
        workers, 512, epochs, 1, new Adam(0.001), new Constant(), EarlyStoppingSpec.none());
  }

  private static int[] ints(Path file) throws IOException {
    ByteBuffer bytes = bytes(file);
    int[] ints = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(ints);
    return ints;
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
