package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.SafeTensors.Tensor;

class SafeTensorsTest {
  private static final String A =
      "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}";
  private static final String B = "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}";

  @TempDir Path folder;

  @Test
  void theBytesAreThoseOfTheFormat() throws IOException {
    Path file = folder.resolve("t");
    Matrix a = new Matrix(new float[] {9, 1, -2}, 1, 2, 1);
    SafeTensors.write(file, List.of(new Tensor("a", a, false)));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    assertThat(length % 8).isZero();
    assertThat(bytes.capacity()).isEqualTo(8 + length + 8);
    assertThat(bytes.getFloat(8 + length)).isEqualTo(1);
    assertThat(bytes.getFloat(12 + length)).isEqualTo(-2);
    assertThat(new String(bytes.array(), 8, length, StandardCharsets.UTF_8)).startsWith("{");
  }

  @Test
  void aFileWrittenByAnotherProgramReads() throws IOException {
    Path file = file("{" + B + "," + A + ",\"__metadata__\":{\"by\":\"hand\"}}   ", 12);
    Matrix a = Matrix.zeros(2, 1);
    Matrix b = Matrix.zeros(1, 1);
    SafeTensors.read(file, List.of(new Tensor("a", a, false), new Tensor("b", b, true)));
    assertThat(a.data()).containsExactly(0, 1);
    assertThat(b.data()).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{A,B}`| 16| cover the file's 16 bytes",
        "`{A,B}`| 8| cover the file's 8 bytes",
        "`{A}`| 12| cover the file's 12 bytes",
        "`{B}`| 4| without gap or overlap",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}`| 8| without gap or overlap",
        "`{A,\"b\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[8,12]}}`| 12| one of [F32]",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,12]}}`| 12| 4 bytes a number",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[8,4]}}`| 12| lengths >= 0",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[8,8]}}`| 8| 63 bits",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[0,-5],\"data_offsets\":[8,8]}}`| 8| lengths >= 0",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[8,12]}}`| 12| an integer",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8]}}`| 12| [begin, end]",
        "`{A,\"b\":{\"dtype\":\"F32\",\"shape\":[1]}}`| 12| must hold data_offsets",
        "`{A,B,B}`| 12| must differ",
        "`{A,B,\"__metadata__\":{\"x\":1}}`| 12| a string",
        "`[A]`| 12| begin with",
        "` {A,B}`| 12| begin with",
        "`{A,\"c\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}`| 12| tensor b must have shape [1]",
        "`{A,B,\"c\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[12,16]}}`| 16| Received: c too",
        "`{\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},B}`| 12| Received: [1, 2]"
      })
  void whatBreaksTheFormatIsRefused(String header, int dataBytes, String message)
      throws IOException {
    Path file = file(header.replace("A", A).replace("B", B), dataBytes);
    assertRefused(file, message);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-1", "9223372036854775807", "1056769", "2147483647", "1000"})
  void aHeaderLengthThatCannotBeIsRefusedBeforeAnythingIsAllocated(long length) throws IOException {
    Path file = folder.resolve("t");
    Files.write(
        file, ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
    assertRefused(file, "a safetensors header must be 2 to 1,056,768 bytes");
  }

  @Test
  void aFileShorterThanItsLengthIsRefused() throws IOException {
    Path file = folder.resolve("t");
    Files.write(file, new byte[7]);
    assertRefused(file, "Received: 7 bytes");
  }

  private static void assertRefused(Path file, String message) {
    List<Tensor> wanted =
        List.of(
            new Tensor("a", Matrix.zeros(2, 1), false), new Tensor("b", Matrix.zeros(1, 1), true));
    assertThatThrownBy(() -> SafeTensors.read(file, wanted))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message)
        .hasMessageEndingWith("(t)");
  }

  /** A file of that header and floats 0, 1, 2, …. */
  private Path file(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    for (int i = 0; i < dataBytes / 4; i++) {
      bytes.putFloat(i);
    }
    return Files.write(folder.resolve("t"), bytes.array());
  }
}
