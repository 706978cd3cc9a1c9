package org.lockstep.datasets.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.SparseRows;

class BlockRowsTest {
  private static final float[] WEIGHTS = {1, 2};

  @Test
  void columnsBecomeTheRowsThatTheyHold() throws IOException {
    Shard sparse =
        BlockRows.sparse(
            5,
            ints(new int[] {0, 4}, new int[] {2}),
            floats(new float[] {1, -1}, new float[] {0.5f}),
            floats(new float[] {7}, new float[] {8}),
            WEIGHTS);
    SparseRows rows = (SparseRows) sparse.features();
    assertThat(rows.starts()).containsExactly(0, 2, 3);
    assertThat(rows.indices()).containsExactly(0, 4, 2);
    assertThat(rows.values()).containsExactly(1, -1, 0.5f);
    assertThat(sparse.targets()).containsExactly(7, 8);
    Shard dense = BlockRows.dense(2, pairs(), pairs(), WEIGHTS);
    assertThat(dense.targetColumns()).isEqualTo(2);
    assertThat(dense.features().rows()).isEqualTo(2);
    assertThat(BlockRows.dense(3, floats(), floats(), new float[0]).rows()).isZero();
  }

  @Test
  void columnsThatDoNotBelongTogetherAreRefused() throws IOException {
    RowNumbers half = new RowNumbers("targets", 2);
    assertThatThrownBy(() -> half.add(ByteBuffer.allocate(7)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "targets of a row must be numbers of 4 bytes. Received: 7 bytes (row 0 of the block)");
    refused(() -> BlockRows.dense(3, pairs(), pairs(), WEIGHTS), "one a feature, 3. Received: 2");
    RowNumbers uneven = floats(new float[] {1}, new float[] {1, 2});
    refused(
        () -> BlockRows.dense(2, pairs(), uneven, WEIGHTS),
        "must be equally many in every row, 1. Received: 2 (row 1 of the block)");
    refused(
        () -> BlockRows.sparse(5, ints(new int[] {0}, new int[] {1}), pairs(), pairs(), WEIGHTS),
        "indices of a block must be as many as values, row by row. Received: 2 and 4");
    refused(
        () ->
            BlockRows.sparse(
                5, ints(new int[] {0, 5}, new int[] {1, 2}), pairs(), pairs(), WEIGHTS),
        "must ascend and be < 5. Received: 5");
    refused(
        () ->
            BlockRows.sparse(
                5, ints(new int[] {0, 1}, new int[] {2, 2}), pairs(), pairs(), WEIGHTS),
        "must ascend");
  }

  private static void refused(ThrowingCallable made, String sentence) {
    assertThatThrownBy(made).isInstanceOf(IOException.class).hasMessageContaining(sentence);
  }

  private static RowNumbers pairs() throws IOException {
    return floats(new float[] {1, 2}, new float[] {3, 4});
  }

  private static RowNumbers floats(float[]... rows) throws IOException {
    RowNumbers numbers = new RowNumbers("values", rows.length);
    for (float[] row : rows) {
      ByteBuffer bytes = bytes(row.length);
      bytes.asFloatBuffer().put(row);
      numbers.add(bytes);
    }
    return numbers;
  }

  private static RowNumbers ints(int[]... rows) throws IOException {
    RowNumbers numbers = new RowNumbers("indices", rows.length);
    for (int[] row : rows) {
      ByteBuffer bytes = bytes(row.length);
      bytes.asIntBuffer().put(row);
      numbers.add(bytes);
    }
    return numbers;
  }

  private static ByteBuffer bytes(int numbers) {
    return ByteBuffer.allocate(4 * numbers).order(ByteOrder.LITTLE_ENDIAN);
  }
}
