package org.lockstep.datasets.shard;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.lockstep.trainer.data.Split;
import scala.Tuple2;

/**
 * Deals the rows of every split to V logical workers in a canonical order, whatever the
 * partitioning: rows are sorted by (mix64(hash_high xor key(seed)), hash_low), unsigned; the row of
 * rank r is position ⌊r/V⌋ of worker r mod V. Shard sizes differ by at most one.
 *
 * <p>Two shuffles, and no row passes through the driver: rows are sorted within buckets that are
 * ranges of the hash; the driver sees the buckets' row counts and makes ranks of them; the second
 * shuffle brings each row to its worker. Where a process has not the memory for its shards, their
 * features lie in files ({@link RowStorage}), with the same bits. Where shards are streamed, the
 * second shuffle ends in Parquet files instead. Shards that are small are kept by two executors, so
 * that nothing has to be made anew when one is lost.
 */
public final class ShardBuilder {
  private final int workers;
  private final long seed;
  private final int slots;

  /** That a task's features may take; below 0: by this JVM's memory. */
  private final long heapBytes;

  /** Null for shards that are kept. */
  private final StreamFolder folder;

  /**
   * @param workers V, the number of logical workers, ≥ 1
   * @param seed the run's seed; dealing has its own stream of it
   * @param slots tasks that the cluster runs at once, ≥ 1; min(V, slots) partitions come out
   */
  public ShardBuilder(int workers, long seed, int slots) {
    this(workers, seed, slots, -1);
  }

  ShardBuilder(int workers, long seed, int slots, long heapBytes) {
    this(workers, seed, slots, heapBytes, null);
  }

  private ShardBuilder(int workers, long seed, int slots, long heapBytes, StreamFolder folder) {
    if (workers < 1 || slots < 1) {
      throw new IllegalArgumentException(
          "workers and slots must be >= 1. Received: %d and %d".formatted(workers, slots));
    }
    this.workers = workers;
    this.seed = seed;
    this.slots = slots;
    this.heapBytes = heapBytes;
    this.folder = folder;
  }

  /** A builder of shards that are written once and then streamed, a window at a time. */
  public ShardBuilder streamed(StreamFolder into) {
    return new ShardBuilder(workers, seed, slots, heapBytes, into);
  }

  /**
   * Computes the features of all rows once, and caches the shards.
   *
   * @param rows columns as {@link RowDealer} names them
   * @throws IllegalArgumentException without rows, or where rows differ in width
   */
  public ShardSet build(Dataset<Row> rows) {
    return JobDescription.during(
        rows.sparkSession().sparkContext(), "deal rows to workers", () -> dealt(rows));
  }

  private ShardSet dealt(Dataset<Row> rows) {
    JavaPairRDD<DealKey, DealtRow> keyed = new RowDealer(seed).deal(rows);
    int buckets = Math.max(1, keyed.getNumPartitions());
    JavaPairRDD<DealKey, DealtRow> sorted =
        keyed.repartitionAndSortWithinPartitions(new DealKey.Buckets(buckets), new DealKey.Order());

    List<BucketSummary> summaries =
        sorted
            .mapPartitionsWithIndex(
                (bucket, bucketRows) -> List.of(BucketSummary.of(bucket, bucketRows)).iterator(),
                false)
            .collect();
    BucketSummary all = new BucketSummary(-1);
    long[][] offsets = new long[buckets][];
    for (BucketSummary summary : summaries) { // in the order of the buckets
      offsets[summary.bucket] = all.rows.clone();
      all.add(summary);
    }
    all.requireOneShape();

    ShardLayout layout = new ShardLayout(workers, all.maxColumns, all.anySparse, all.maxTargets);
    WorkerRanges ranges = new WorkerRanges(workers, Math.min(workers, slots));
    int tasks = tasksInOneProcess(rows.sparkSession().sparkContext(), ranges.numPartitions());
    JavaPairRDD<Long, DealtRow> placed =
        sorted
            .mapPartitionsWithIndex(
                (bucket, dealt) -> new Ranked(dealt, offsets[bucket], layout.workers()), false)
            .mapToPair(row -> row)
            .repartitionAndSortWithinPartitions(ranges, new PlaceOrder());
    if (folder != null) {
      return streamed(placed, ranges, layout, all.rows);
    }
    long heapBytes = this.heapBytes;
    JavaRDD<WorkerShards> shards =
        deal(
            placed,
            ranges,
            layout,
            () -> heapBytes < 0 ? RowStorage.ofThisProcess(tasks) : new RowStorage(heapBytes));
    shards
        .setName("training shards")
        .persist(kept(rows.sparkSession().sparkContext(), all.bytes()));
    long storedBytes = shards.map(WorkerShards::storedBytes).reduce(Long::sum);
    return new ShardSet(shards, layout, ranges, all.rows, storedBytes, all.bytes(), () -> {});
  }

  /**
   * Writes the rows once. What is dealt then are the files' names, by the driver, so that a lost
   * executor costs no row's features.
   */
  private ShardSet streamed(
      JavaPairRDD<Long, DealtRow> placed, WorkerRanges ranges, ShardLayout layout, long[] rows) {
    StreamFolder folder = this.folder;
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(placed.context());
    folder.deleteAtExit(spark);
    List<WorkerShards> written =
        placed
            .mapPartitionsWithIndex(
                (partition, dealt) ->
                    new StreamedShards(layout, folder)
                        .write(
                            dealt, ranges.firstWorker(partition), ranges.firstWorker(partition + 1))
                        .iterator(),
                false)
            .collect();
    JavaRDD<WorkerShards> shards =
        spark
            .parallelize(written, 1)
            .mapToPair(worker -> new Tuple2<>(Place.of(worker.worker(), 0, 0), worker))
            .repartitionAndSortWithinPartitions(ranges, new PlaceOrder())
            .values();
    shards.setName("streamed training shards").persist(StorageLevel.MEMORY_AND_DISK());
    long storedBytes = written.stream().mapToLong(WorkerShards::storedBytes).sum();
    return new ShardSet(shards, layout, ranges, rows, storedBytes, 0, () -> folder.delete(spark));
  }

  private static int tasksInOneProcess(SparkContext spark, int partitions) {
    int processes = processes(spark);
    return (partitions + processes - 1) / processes;
  }

  /** The driver counts as one, and is the only one in local mode. */
  private static int processes(SparkContext spark) {
    return Math.max(1, spark.getExecutorMemoryStatus().size() - (spark.isLocal() ? 0 : 1));
  }

  /** Where one copy more costs less than to read and featurise rows again. */
  private static StorageLevel kept(SparkContext spark, long bytes) {
    int processes = processes(spark);
    return processes > 1 && bytes <= processes * ShardSet.MOVED_BYTES
        ? StorageLevel.MEMORY_AND_DISK_2()
        : StorageLevel.MEMORY_AND_DISK();
  }

  /** As a task needs it. */
  @FunctionalInterface
  private interface Storage extends Serializable {
    RowStorage open();
  }

  private static JavaRDD<WorkerShards> deal(
      JavaPairRDD<Long, DealtRow> placed,
      WorkerRanges ranges,
      ShardLayout layout,
      Storage storage) {
    return placed.mapPartitionsWithIndex(
        (partition, rows) ->
            collect(
                    rows,
                    ranges.firstWorker(partition),
                    ranges.firstWorker(partition + 1),
                    layout,
                    storage.open())
                .iterator(),
        false);
  }

  /** The shards of workers first … end − 1 from their rows in the order of their places. */
  private static List<WorkerShards> collect(
      Iterator<Tuple2<Long, DealtRow>> rows,
      int first,
      int end,
      ShardLayout layout,
      RowStorage storage)
      throws IOException {
    List<ShardWriter[]> writers = new ArrayList<>();
    for (int worker = first; worker < end; worker++) {
      ShardWriter[] splits = new ShardWriter[Split.values().length];
      Arrays.setAll(splits, split -> new ShardWriter(layout, storage));
      writers.add(splits);
    }
    try {
      while (rows.hasNext()) {
        Tuple2<Long, DealtRow> next = rows.next();
        long place = next._1();
        writers.get(Place.worker(place) - first)[Place.split(place).ordinal()].add(next._2());
      }
      List<WorkerShards> shards = new ArrayList<>();
      for (int worker = first; worker < end; worker++) {
        ShardWriter[] splits = writers.get(worker - first);
        shards.add(
            new WorkerShards(worker, splits[0].finish(), splits[1].finish(), splits[2].finish()));
      }
      return shards;
    } catch (IOException | RuntimeException e) {
      for (ShardWriter[] splits : writers) {
        for (ShardWriter writer : splits) {
          writer.discard();
        }
      }
      throw e;
    }
  }
}
