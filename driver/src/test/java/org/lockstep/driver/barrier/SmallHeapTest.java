package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.StreamFolder;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.SparkSettings;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamSpec;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * A JVM whose heap is smaller than its rows' numbers trains on them: streamed from Parquet, or kept
 * in files that are mapped.
 */
class SmallHeapTest {
  private static final int HEAP_MEGABYTES = 160;
  private static final int ROWS = 30_000;
  private static final int COLUMNS = 1_500;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"streamed", "kept"})
  @Timeout(240)
  void rowsThatWouldNotFitAreTrainedOn(String how) throws Exception {
    assertThat(4L * ROWS * COLUMNS).isGreaterThan((long) HEAP_MEGABYTES << 20);
    Path output = folder.resolve("out");
    Process child =
        new ProcessBuilder(command(how))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(child.waitFor(200, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(output)).contains("trained " + ROWS + " rows, 18");
      assertThat(child.exitValue()).isZero();
    } finally {
      child.destroyForcibly();
    }
  }

  private List<String> command(String how) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-Xmx") && !flag.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx" + HEAP_MEGABYTES + "m",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            SmallHeapTest.class.getName(),
            folder.resolve("shards").toUri().toString(),
            folder.resolve("spark").toString(),
            how));
    return command;
  }

  /** The child. */
  public static void main(String[] arguments) throws IOException {
    SparkConf conf =
        SparkSettings.fill(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("lockstep-small-heap")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.local.dir", arguments[1])
                .set("spark.ui.enabled", "false")
                // Spark would not start in so small a heap.
                .set("spark.testing.reservedMemory", Integer.toString(32 << 20)));
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      TrainingSpec training = LoopFixture.training(2, 256);
      NetworkSpec network =
          NetworkSpec.of(COLUMNS, List.of(new DenseSpec(8, new Relu())), 3, Task.MULTICLASS, 0);
      StreamFolder into = new StreamFolder(arguments[0], new StreamSpec(256, 2));
      ShardBuilder kept = new ShardBuilder(2, LoopFixture.SEED, 2);
      ShardBuilder builder = arguments[2].equals("streamed") ? kept.streamed(into) : kept;
      try (ShardSet shards = builder.build(rows(spark, ROWS, COLUMNS))) {
        Program<String> fit =
            (net, spec, workers, listener, control, start) ->
                Parameters.sha256(
                    new RandomRestarts(net, spec, workers, listener).fit().best().parameters());
        String model =
            new LockstepLoop(LoopFixture.context(spark), shards, network, training, "test")
                .run(fit, new Heard());
        System.out.printf(
            "trained %d rows, %d MB in files, model %s%n",
            shards.rows(Split.TRAIN), shards.storedBytes() / 1_000_000, model);
      }
    }
  }

  /** Dense rows, made where they are needed. */
  static Dataset<Row> rows(SparkSession spark, int rows, int columns) {
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("target", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("hash_high", DataTypes.LongType)
            .add("hash_low", DataTypes.LongType)
            .add("split", DataTypes.StringType);
    return spark.createDataFrame(
        spark.range(0, rows, 1, 8).javaRDD().map(id -> row(new SplittableRandom(id), columns)),
        schema);
  }

  private static Row row(SplittableRandom random, int columns) {
    return RowFactory.create(
        Vectors.dense(random.doubles(columns).toArray()),
        (double) random.nextInt(3),
        1.0,
        random.nextLong(),
        random.nextLong(),
        "train");
  }
}
