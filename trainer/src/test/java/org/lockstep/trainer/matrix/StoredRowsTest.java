package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredRowsTest {
  private static final int COLUMNS = 20;

  @TempDir private Path folder;

  private static float[][] numbers(int rows, boolean sparse) {
    Random random = new Random(rows);
    float[][] numbers = new float[rows][];
    for (int row = 0; row < rows; row++) {
      numbers[row] = new float[sparse ? random.nextInt(6) : COLUMNS];
      for (int k = 0; k < numbers[row].length; k++) {
        numbers[row][k] = random.nextFloat();
      }
    }
    return numbers;
  }

  private StoredRows store(float[][] numbers, boolean sparse, int segmentWords) throws IOException {
    try (StoredRowsWriter writer =
        new StoredRowsWriter(folder.resolve("rows"), COLUMNS, sparse, segmentWords)) {
      for (float[] row : numbers) {
        int[] indices = new int[row.length + 1];
        float[] values = new float[row.length + 1];
        for (int k = 0; k < row.length; k++) {
          indices[k + 1] = 3 * k + 1;
          values[k + 1] = row[k];
        }
        writer.add(indices, values, 1, row.length);
      }
      return writer.finish();
    }
  }

  private static void assertHolds(StoredRows stored, float[][] numbers) {
    assertThat(stored.rows()).isEqualTo(numbers.length);
    assertThat(stored.columns()).isEqualTo(COLUMNS);
    for (int row = 0; row < numbers.length; row++) {
      int length = numbers[row].length;
      assertThat(stored.length(row)).isEqualTo(length);
      int[] indices = new int[length + 1];
      float[] values = new float[length + 1];
      stored.copy(row, indices, values, 1);
      for (int k = 0; k < length; k++) {
        assertThat(values[k + 1]).isEqualTo(numbers[row][k]);
        assertThat(indices[k + 1]).isEqualTo(stored.isSparse() ? 3 * k + 1 : 0);
      }
    }
  }

  /** 21 words are the longest row's; a million are one segment. */
  @ParameterizedTest
  @ValueSource(ints = {21, 22, 64, 1 << 20})
  void rowsAreThoseThatWereWrittenWhateverTheSegments(int segmentWords) throws IOException {
    for (boolean sparse : new boolean[] {true, false}) {
      float[][] numbers = numbers(57, sparse);
      StoredRows stored = store(numbers, sparse, segmentWords);
      assertThat(stored.isSparse()).isEqualTo(sparse);
      assertHolds(stored, numbers);
      assertThat(folder).as("no name stays behind").isEmptyDirectory();
    }
  }

  @Test
  void moreThanTheWritersBufferIsWritten() throws IOException {
    float[][] numbers = numbers(20_000, false);
    StoredRows stored = store(numbers, false, StoredRows.SEGMENT_WORDS);
    assertHolds(stored, numbers);
    assertThat(stored.storedBytes()).isEqualTo(20_000L * 21 * 4);
  }

  @Test
  void noRowsAreFine() throws IOException {
    StoredRows stored = store(new float[0][], true, 64);
    assertHolds(stored, new float[0][]);
    assertThat(stored.storedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void travelsByJavaSerialisation(boolean sparse) throws Exception {
    float[][] numbers = numbers(30, sparse);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(store(numbers, sparse, 64));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      StoredRows read = (StoredRows) in.readObject();
      assertThat(read.isSparse()).isEqualTo(sparse);
      assertHolds(read, numbers);
    }
  }

  @Test
  void whatCannotBeStoredIsRefused() throws IOException {
    assertThatThrownBy(() -> store(numbers(1, false), false, 20))
        .hasMessage("a row on disk must have at most 19 numbers. Received: 20");
    assertThat(folder).isEmptyDirectory();
    Files.createFile(folder.resolve("rows"));
    assertThatThrownBy(() -> store(numbers(1, false), false, 64))
        .isInstanceOf(FileAlreadyExistsException.class);
  }
}
