package org.lockstep.driver.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** Seeded sparse rows, a small network over them, and Spark as Lockstep sets it. */
public final class LoopFixture {
  public static final long SEED = 5;
  public static final int INPUTS = 300;

  private LoopFixture() {}

  /** Executors of local-cluster get this JVM's class path. */
  public static SparkSession spark(String master) {
    return spark(master, Map.of());
  }

  /**
   * @param more settings
   */
  public static SparkSession spark(String master, Map<String, String> more) {
    SparkConf conf =
        SparkSettings.fill(
            new SparkConf()
                .setMaster(master)
                .setAppName("lockstep-loop-tests")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.sql.shuffle.partitions", "3")
                .set("spark.sql.warehouse.dir", "target/spark-warehouse")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path")));
    more.forEach(conf::set);
    if (master.startsWith("local-cluster")) {
      try {
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  public static JavaSparkContext context(SparkSession spark) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  public static NetworkSpec network(int inputs) {
    return NetworkSpec.of(
        inputs,
        List.of(
            new DropoutSpec(0.2),
            new DenseSpec(
                40, Activation.named("sigmoid"), Initializer.named("glorot_uniform"), true, 1e-4)),
        3,
        Task.MULTICLASS,
        0);
  }

  public static TrainingSpec training(int workers, int batchSize) {
    return new TrainingSpec(
        workers,
        batchSize,
        2,
        SEED,
        new Adam(0.01, 0.9, 0.999, 1e-7),
        new Constant(),
        EarlyStoppingSpec.none());
  }

  /** The same with the optimizer made lazy. */
  public static TrainingSpec lazy(TrainingSpec training) {
    return training.toBuilder().optimizer(new Lazy(training.optimizer())).build();
  }

  /** Rows of about {@code nonZeros} terms; splits 3 : 1 : 1. */
  public static Dataset<Row> rows(
      SparkSession spark, int count, int inputs, int nonZeros, int partitions) {
    String[] splits = {"train", "train", "train", "validation", "test"};
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] indices =
          random.ints(1 + random.nextInt(2 * nonZeros), 0, inputs).distinct().sorted().toArray();
      double[] values = random.doubles(indices.length).map(v -> (float) v).toArray();
      rows.add(
          RowFactory.create(
              Vectors.sparse(inputs, indices, values),
              (double) random.nextInt(3),
              0.5 + random.nextInt(2),
              random.nextLong(),
              random.nextLong(),
              splits[random.nextInt(5)]));
    }
    return spark.createDataFrame(rows, schema()).repartition(partitions);
  }

  /** Rows of {@code inputs} numbers; splits 3 : 1. */
  public static Dataset<Row> denseRows(SparkSession spark, int count, int inputs, int partitions) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          RowFactory.create(
              Vectors.dense(random.doubles(inputs).toArray()),
              (double) random.nextInt(3),
              1.0,
              random.nextLong(),
              random.nextLong(),
              i % 4 == 0 ? "validation" : "train"));
    }
    return spark.createDataFrame(rows, schema()).repartition(partitions);
  }

  private static StructType schema() {
    return new StructType()
        .add("features", SQLDataTypes.VectorType())
        .add("target", DataTypes.DoubleType)
        .add("weight", DataTypes.DoubleType)
        .add("hash_high", DataTypes.LongType)
        .add("hash_low", DataTypes.LongType)
        .add("split", DataTypes.StringType);
  }

  /** What the oracle comes to: the parameters of a whole training in this thread. */
  public static float[] fitted(ShardSet set, NetworkSpec network, TrainingSpec training) {
    try (LocalWorkers local = local(set, network, training)) {
      return new RandomRestarts(network, training, local, (record, parameters) -> {})
          .fit()
          .best()
          .parameters();
    }
  }

  /** The oracle: the same shards in this thread. */
  public static LocalWorkers local(ShardSet set, NetworkSpec network, TrainingSpec training) {
    Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
    List<WorkerShards> workers = set.shards().collect();
    for (Split split : Split.values()) {
      shards.put(split, workers.stream().map(worker -> worker.shard(split)).toList());
    }
    return new LocalWorkers(network, training, shards, Kernels.best());
  }
}
