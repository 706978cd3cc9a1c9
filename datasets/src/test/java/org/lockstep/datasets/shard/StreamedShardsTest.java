package org.lockstep.datasets.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.TestSpark;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamSpec;
import org.lockstep.trainer.data.StreamedRows;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

class StreamedShardsTest {
  private static final long SEED = 11;
  private static final SparkSession spark = TestSpark.session();

  @TempDir private Path folder;

  private ShardSet streamed(Dataset<Row> rows, int workers, int slots, int blockRows) {
    StreamFolder into =
        new StreamFolder(folder.resolve("shards").toUri().toString(), new StreamSpec(blockRows, 2));
    return new ShardBuilder(workers, SEED, slots).streamed(into).build(rows);
  }

  @ParameterizedTest
  @CsvSource({"sparse,4,7,2,10", "sparse,1,1,1,1000", "dense,4,3,8,7", "dense,9,2,2,1"})
  void blocksHoldTheRowsOfShardsInMemoryInTheirOrder(
      String kind, int workers, int partitions, int slots, int blockRows) {
    List<Row> rows = kind.equals("sparse") ? ShardRows.sparse(200, 3) : ShardRows.dense(200, 3);
    Dataset<Row> data = ShardRows.shuffled(spark, rows, partitions, partitions);
    try (ShardSet memory = new ShardBuilder(workers, SEED, 2).build(data);
        ShardSet streamed = streamed(data, workers, slots, blockRows)) {
      assertThat(streamed.shards().getNumPartitions()).isEqualTo(Math.min(workers, slots));
      assertThat(streamed.storedBytes()).isPositive();
      List<WorkerShards> expected = memory.shards().collect();
      List<WorkerShards> sent = streamed.shards().collect();
      assertThat(sent).extracting(WorkerShards::worker).isSorted().hasSize(workers);
      for (int worker = 0; worker < workers; worker++) {
        for (Split split : Split.values()) {
          assertSame(sent.get(worker).shard(split), expected.get(worker).shard(split), blockRows);
          assertThat(streamed.rows(split)).isEqualTo(memory.rows(split));
        }
      }
    }
  }

  private static void assertSame(Shard shard, Shard expected, int blockRows) {
    assertThat(shard.rows()).isEqualTo(expected.rows());
    if (shard.rows() == 0) {
      assertThat(shard.isStreamed()).isFalse();
      return;
    }
    StreamedRows streamed = (StreamedRows) shard.features();
    assertThat(streamed.isSparse()).isEqualTo(expected.features().isSparse());
    List<List<Float>> rows = new ArrayList<>();
    for (Shard block : streamed.read(IntStream.range(0, streamed.blocks()).toArray())) {
      assertThat(block.rows()).isLessThanOrEqualTo(blockRows);
      rows.addAll(numbers(block));
    }
    assertThat(rows).isEqualTo(numbers(expected));
    int last = streamed.blocks() - 1;
    assertThat(numbers(streamed.read(last).get(0)))
        .isEqualTo(rows.subList(last * blockRows, rows.size()));
  }

  /** All numbers of each row. */
  private static List<List<Float>> numbers(Shard shard) {
    List<List<Float>> rows = new ArrayList<>();
    for (int row = 0; row < shard.rows(); row++) {
      List<Float> numbers = new ArrayList<>(List.of(shard.targets()[row], shard.weights()[row]));
      FeatureRows features = shard.features();
      if (features instanceof SparseRows sparse) {
        for (int k = sparse.starts()[row]; k < sparse.starts()[row + 1]; k++) {
          numbers.add((float) sparse.indices()[k]);
          numbers.add(sparse.values()[k]);
        }
      } else {
        for (int column = 0; column < features.columns(); column++) {
          numbers.add(((Matrix) features).get(row, column));
        }
      }
      rows.add(numbers);
    }
    return rows;
  }

  @Test
  void theFingerprintKnowsRowsAndNotTheirPartitionsTasksOrBlocks() {
    List<Row> rows = ShardRows.sparse(100, 3);
    String hash;
    try (ShardSet set = streamed(ShardRows.shuffled(spark, rows, 3, 1), 4, 2, 10)) {
      hash = Fingerprints.shards(set);
    }
    try (ShardSet set = streamed(ShardRows.shuffled(spark, rows, 5, 2), 4, 3, 7)) {
      assertThat(Fingerprints.shards(set)).isEqualTo(hash);
    }
    try (ShardSet set = streamed(ShardRows.shuffled(spark, rows.subList(1, 100), 3, 1), 4, 2, 10)) {
      assertThat(Fingerprints.shards(set)).isNotEqualTo(hash);
    }
  }

  @Test
  void closingTakesTheFilesAway() throws IOException {
    ShardSet set = streamed(ShardRows.shuffled(spark, ShardRows.sparse(50, 1), 2, 1), 2, 2, 10);
    try (Stream<Path> files = Files.list(folder.resolve("shards"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("worker-0-train.parquet", "worker-1-test.parquet")
          .noneMatch(name -> name.contains("attempt"));
    }
    set.close();
    assertThat(folder.resolve("shards")).doesNotExist();
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    try (ShardSet set =
        streamed(ShardRows.shuffled(spark, ShardRows.dense(90, 1), 2, 1), 1, 1, 100)) {
      Path file = folder.resolve("shards/worker-0-train.parquet");
      // Hadoop's own checksum would speak first; not every file system has one.
      Files.delete(folder.resolve("shards/.worker-0-train.parquet.crc"));
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.seek(200);
        int old = bytes.read();
        bytes.seek(200);
        bytes.write(old ^ 4);
      }
      StreamedRows rows = (StreamedRows) set.shards().first().shard(Split.TRAIN).features();
      assertThatThrownBy(() -> rows.read(0)).hasStackTraceContaining("CRC checksum");
    }
  }
}
