package org.lockstep.datasets.stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lockstep.trainer.data.Shard;

/**
 * Any bytes as the columns of a block of streamed rows are a shard, or an IOException that says the
 * rule. Pages and their checksums are parquet-java's to read; the lists of numbers in their values
 * are ours. The first byte is the number of rows, the second that of features, sparse from 128 on;
 * then come, for each column, each row's length and bytes.
 */
class BlockFuzzTest {

  @FuzzTest
  void readsOrRefuses(byte[] data) {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    int rows = data[0] & 0xff;
    int width = data[1] & 0x7f;
    boolean sparse = data[1] < 0;
    ByteBuffer rest = ByteBuffer.wrap(data, 2, data.length - 2);
    try {
      RowNumbers values = numbers("values", rows, rest);
      RowNumbers targets = numbers("targets", rows, rest);
      float[] weights = new float[rows];
      Shard shard =
          sparse
              ? BlockRows.sparse(width, numbers("indices", rows, rest), values, targets, weights)
              : BlockRows.dense(width, values, targets, weights);
      require(shard.rows() == rows, "a shard must have the block's rows");
      require(shard.features().columns() == width, "a shard must have the block's features");
      for (int row = 0; row < rows; row++) {
        int length = shard.features().length(row);
        require(length >= 0 && length <= width, "a row must have at most a number a feature");
      }
    } catch (IOException e) {
      require(
          e.getMessage().contains(" must ") && e.getMessage().contains(". Received: "),
          "a refusal must say the rule");
    }
  }

  private static RowNumbers numbers(String column, int rows, ByteBuffer from) throws IOException {
    RowNumbers numbers = new RowNumbers(column, rows);
    for (int row = 0; row < rows; row++) {
      int length = from.hasRemaining() ? from.get() & 0xff : 0;
      ByteBuffer value = from.slice(from.position(), Math.min(length, from.remaining()));
      from.position(from.position() + value.remaining());
      numbers.add(value);
    }
    return numbers;
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException(rule);
    }
  }
}
