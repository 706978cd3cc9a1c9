package org.lockstep.datasets.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.datasets.TestSpark;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;
import org.lockstep.trainer.random.Mix;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

class ShardBuilderTest {
  private static final long SEED = 11;
  private static final SparkSession spark = TestSpark.session();

  /** The definition, in one thread: sort, deal in turn. */
  private static List<List<Row>> dealt(List<Row> rows, Split split, int workers) {
    Stream stream = Stream.of(SEED, Purpose.DEAL);
    long key = (long) stream.intAt(0) << 32 | Integer.toUnsignedLong(stream.intAt(1));
    List<Row> sorted =
        new ArrayList<>(
            rows.stream().filter(row -> row.getString(5).equals(split.label())).toList());
    sorted.sort(
        Comparator.<Row, Long>comparing(
                row -> Mix.mix64(row.getLong(3) ^ key), Long::compareUnsigned)
            .thenComparing(row -> row.getLong(4), Long::compareUnsigned));
    List<List<Row>> dealt = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      dealt.add(new ArrayList<>());
    }
    for (int rank = 0; rank < sorted.size(); rank++) {
      dealt.get(rank % workers).add(sorted.get(rank));
    }
    return dealt;
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "4,1,2", "4,7,2", "4,3,8", "5,3,2", "8,2,3", "3,5,3"})
  void shardsAreDealtByRankWhateverThePartitioning(int workers, int partitions, int slots) {
    List<Row> rows = ShardRows.sparse(500, 3);
    Dataset<Row> shuffled = ShardRows.shuffled(spark, rows, partitions, partitions);
    try (ShardSet set = new ShardBuilder(workers, SEED, slots).build(shuffled)) {
      assertThat(set.shards().getNumPartitions()).isEqualTo(Math.min(workers, slots));
      List<WorkerShards> shards = set.shards().collect();
      assertThat(shards).extracting(WorkerShards::worker).isSorted().hasSize(workers);
      for (Split split : Split.values()) {
        List<List<Row>> expected = dealt(rows, split, workers);
        long total = 0;
        for (int worker = 0; worker < workers; worker++) {
          Shard shard = shards.get(worker).shard(split);
          assertHolds(shard, expected.get(worker));
          total += shard.rows();
        }
        assertThat(set.rows(split)).isEqualTo(total);
      }
    }
  }

  private static void assertHolds(Shard shard, List<Row> rows) {
    assertThat(shard.rows()).isEqualTo(rows.size());
    SparseRows features = (SparseRows) shard.features();
    assertThat(features.columns()).isEqualTo(ShardRows.COLUMNS);
    for (int i = 0; i < rows.size(); i++) {
      SparseVector vector = (SparseVector) rows.get(i).get(0);
      int start = features.starts()[i];
      assertThat(features.starts()[i + 1] - start).isEqualTo(vector.indices().length);
      for (int k = 0; k < vector.indices().length; k++) {
        assertThat(features.indices()[start + k]).isEqualTo(vector.indices()[k]);
        assertThat((double) features.values()[start + k]).isEqualTo(vector.values()[k]);
      }
      assertThat((double) shard.targets()[i]).isEqualTo(rows.get(i).getDouble(1));
    }
  }

  @Test
  void denseRowsStayDenseAndOneSparseRowMakesAllSparse() {
    List<Row> rows = ShardRows.dense(40, 5);
    try (ShardSet dense =
        new ShardBuilder(2, SEED, 2).build(ShardRows.shuffled(spark, rows, 3, 1))) {
      assertThat(dense.sparse()).isFalse();
      Shard shard = dense.shards().first().shard(Split.TRAIN);
      List<Row> expected = dealt(rows, Split.TRAIN, 2).get(0);
      Matrix features = (Matrix) shard.features();
      for (int i = 0; i < expected.size(); i++) {
        for (int j = 0; j < 3; j++) {
          assertThat((double) features.get(i, j))
              .isEqualTo(((Vector) expected.get(i).get(0)).apply(j));
        }
      }
    }
    List<Row> mixed = new ArrayList<>(rows);
    mixed.add(
        RowFactory.create(
            Vectors.sparse(3, new int[] {1}, new double[] {0}), 0.0, 1.0, 1L, 2L, "train"));
    try (ShardSet sparse =
        new ShardBuilder(1, SEED, 2).build(ShardRows.shuffled(spark, mixed, 3, 1))) {
      SparseRows train = (SparseRows) sparse.shards().first().shard(Split.TRAIN).features();
      assertThat(train.rows()).isEqualTo(dealt(rows, Split.TRAIN, 1).get(0).size() + 1);
      assertThat(train.nonZeros()).isEqualTo(3 * (train.rows() - 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"sparse,0", "sparse,900", "dense,0", "dense,200"})
  void featuresThatDoNotFitLieInFilesAndAreTheSame(String kind, long heapBytes) {
    List<Row> rows = kind.equals("sparse") ? ShardRows.sparse(300, 3) : ShardRows.dense(300, 3);
    Dataset<Row> shuffled = ShardRows.shuffled(spark, rows, 3, 1);
    try (ShardSet memory = new ShardBuilder(4, SEED, 2).build(shuffled);
        ShardSet files = new ShardBuilder(4, SEED, 2, heapBytes).build(shuffled)) {
      assertThat(memory.storedBytes()).isZero();
      assertThat(files.storedBytes()).isPositive();
      assertThat(Fingerprints.shards(files)).isEqualTo(Fingerprints.shards(memory));
      // Collected, they went through Kryo.
      List<WorkerShards> sent = files.shards().collect();
      boolean inMemoryToo = false;
      for (WorkerShards worker : memory.shards().collect()) {
        for (Split split : Split.values()) {
          Shard expected = worker.shard(split);
          Shard shard = sent.get(worker.worker()).shard(split);
          assertThat(shard.targets()).isEqualTo(expected.targets());
          assertThat(shard.weights()).isEqualTo(expected.weights());
          inMemoryToo |= !(shard.features() instanceof StoredRows);
          if (shard.features() instanceof StoredRows stored) {
            assertSame(stored, expected.features());
          }
        }
        assertThat(sent.get(worker.worker()).estimatedSize()).isPositive();
      }
      assertThat(inMemoryToo).isEqualTo(heapBytes > 0);
    }
  }

  private static void assertSame(StoredRows stored, FeatureRows expected) {
    assertThat(stored.rows()).isEqualTo(expected.rows());
    assertThat(stored.isSparse()).isEqualTo(expected.isSparse());
    for (int row = 0; row < stored.rows(); row++) {
      int[] indices = new int[stored.length(row)];
      float[] values = new float[stored.length(row)];
      stored.copy(row, indices, values, 0);
      if (expected instanceof SparseRows sparse) {
        int from = sparse.starts()[row];
        int to = sparse.starts()[row + 1];
        assertThat(indices).containsExactly(Arrays.copyOfRange(sparse.indices(), from, to));
        assertThat(values).containsExactly(Arrays.copyOfRange(sparse.values(), from, to));
      } else {
        Matrix dense = (Matrix) expected;
        for (int column = 0; column < dense.columns(); column++) {
          assertThat(values[column]).isEqualTo(dense.get(row, column));
        }
      }
    }
  }

  @Test
  void workersWithoutRowsHaveEmptyShards() {
    List<Row> rows = ShardRows.sparse(3, 7);
    try (ShardSet set = new ShardBuilder(8, SEED, 3).build(ShardRows.shuffled(spark, rows, 2, 1))) {
      List<WorkerShards> shards = set.shards().collect();
      assertThat(shards).hasSize(8);
      assertThat(shards.get(7).shard(Split.TRAIN).rows()).isZero();
      assertThat(shards.get(7).shard(Split.TEST).features().columns()).isEqualTo(ShardRows.COLUMNS);
    }
  }

  @Test
  void featuresAreComputedOnceHoweverOftenTheShardsAreRead() {
    LongAccumulator calls = spark.sparkContext().longAccumulator("featurisations");
    UDF1<Vector, Vector> count =
        vector -> {
          calls.add(1);
          return vector;
        };
    List<Row> rows = ShardRows.sparse(200, 9);
    Dataset<Row> data = spark.createDataFrame(rows, ShardRows.schema());
    Dataset<Row> featurised =
        data.withColumn(
            "features",
            functions
                .udf(count, SQLDataTypes.VectorType())
                .asNondeterministic()
                .apply(data.col("features")));
    try (ShardSet set = new ShardBuilder(4, SEED, 2).build(featurised)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        set.shards().map(WorkerShards::worker).collect();
      }
      assertThat(calls.value()).isEqualTo(200L);
    }
  }

  @Test
  void closingFreesTheCache() {
    ShardSet set =
        new ShardBuilder(2, SEED, 2)
            .build(ShardRows.shuffled(spark, ShardRows.sparse(20, 1), 2, 1));
    int id = set.shards().id();
    assertThat(spark.sparkContext().getPersistentRDDs().contains(id)).isTrue();
    set.close();
    assertThat(spark.sparkContext().getPersistentRDDs().contains(id)).isFalse();
  }

  @Test
  void theWeightOrdersRowsThatDifferInNothingElse() {
    Vector features = Vectors.dense(1, 2, 3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rows.add(RowFactory.create(features, 1.0, 1.0 + i, 5L, 6L, "train"));
    }
    for (int partitions : new int[] {1, 3}) {
      try (ShardSet set =
          new ShardBuilder(2, SEED, 2)
              .build(ShardRows.shuffled(spark, rows, partitions, partitions))) {
        assertThat(set.shards().first().shard(Split.TRAIN).weights()).containsExactly(1f, 3f, 5f);
      }
    }
  }

  @Test
  void refusesNoRowsAndRowsOfDifferentWidth() {
    ShardBuilder builder = new ShardBuilder(2, SEED, 2);
    assertThatThrownBy(() -> builder.build(spark.createDataFrame(List.of(), ShardRows.schema())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the data must hold at least one row. Received: none");
    List<Row> rows = new ArrayList<>(ShardRows.sparse(5, 1));
    rows.addAll(ShardRows.dense(5, 1));
    assertThatThrownBy(() -> builder.build(spark.createDataFrame(rows, ShardRows.schema())))
        .hasMessageContaining("Received: 3 to 50 features");
  }

  @Test
  void namesTheNumberThatIsNotFinite() {
    Row row = RowFactory.create(Vectors.dense(1e300), 1.0, 1.0, 5L, 6L, "train");
    assertThatThrownBy(
            () ->
                new ShardBuilder(1, 1, 1)
                    .build(spark.createDataFrame(List.of(row), ShardRows.schema())))
        .rootCause()
        .hasMessage("feature must be a finite float. Received: 1.0E300");
  }
}
