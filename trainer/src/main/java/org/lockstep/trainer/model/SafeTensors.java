package org.lockstep.trainer.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Tensors of float32 in the safetensors format (https://github.com/huggingface/safetensors#format):
 * eight bytes N, the header's length, unsigned little-endian; N bytes of JSON, {@code {"name":
 * {"dtype": "F32", "shape": [inputs, units], "data_offsets": [begin, end]}}}, offsets counted from
 * the end of the header; then the data, row-major, little-endian.
 */
final class SafeTensors {
  private static final int CHUNK_FLOATS = 16384;

  private SafeTensors() {}

  /** A matrix and its name; a bias has one row and is written with shape [units]. */
  record Tensor(String name, Matrix matrix, boolean vector) {
    List<Long> shape() {
      return vector
          ? List.of((long) matrix.columns())
          : List.of((long) matrix.rows(), (long) matrix.columns());
    }
  }

  /**
   * Writes a new file and forces it to the disk.
   *
   * @param tensors in the order of the data; names distinct
   */
  static void write(Path file, List<Tensor> tensors) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      writeFully(channel, ByteBuffer.wrap(header(tensors)));
      for (Tensor tensor : tensors) {
        writeData(channel, tensor.matrix());
      }
      channel.force(true);
    }
  }

  /** The length and the JSON, padded with spaces to a multiple of eight bytes. */
  private static byte[] header(List<Tensor> tensors) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "lockstep"));
    long begin = 0;
    for (Tensor tensor : tensors) {
      long end = begin + 4L * tensor.matrix().rows() * tensor.matrix().columns();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", "F32");
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(begin, end));
      if (header.put(tensor.name(), entry) != null) {
        throw new IllegalArgumentException(
            "tensor names must differ. Received: " + tensor.name() + " twice");
      }
      begin = end;
    }
    byte[] json = Json.write(header);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  private static void writeData(FileChannel channel, Matrix matrix) throws IOException {
    int size = matrix.rows() * matrix.columns();
    ByteBuffer chunk = chunk();
    for (int from = 0; from < size; from += CHUNK_FLOATS) {
      chunk.clear();
      for (int i = from; i < Math.min(size, from + CHUNK_FLOATS); i++) {
        chunk.putFloat(matrix.data()[matrix.offset() + i]);
      }
      writeFully(channel, chunk.flip());
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads a file that must hold exactly the expected tensors, into their matrices. The whole header
   * is checked against the file's size before any datum is read; nothing larger than the header is
   * allocated.
   *
   * @throws ModelFormatException if the file breaks the format or holds other tensors
   */
  static void read(Path file, List<Tensor> expected) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafeTensorsHeader header =
          SafeTensorsHeader.read(channel, file.getFileName().toString(), expected.size());
      List<SafeTensorsHeader.Entry> entries = new ArrayList<>();
      for (Tensor tensor : expected) {
        entries.add(header.require(tensor.name(), tensor.shape()));
      }
      header.requireOnly(expected.stream().map(Tensor::name).toList());
      for (int i = 0; i < expected.size(); i++) {
        readData(channel, header.dataStart() + entries.get(i).begin(), expected.get(i).matrix());
      }
    }
  }

  private static void readData(FileChannel channel, long start, Matrix matrix) throws IOException {
    int size = matrix.rows() * matrix.columns();
    ByteBuffer chunk = chunk();
    for (int from = 0; from < size; from += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, size - from);
      chunk.clear().limit(count * Float.BYTES);
      SafeTensorsHeader.readFully(channel, chunk, start + (long) from * Float.BYTES);
      chunk.flip();
      for (int i = 0; i < count; i++) {
        matrix.data()[matrix.offset() + from + i] = chunk.getFloat();
      }
    }
  }

  private static ByteBuffer chunk() {
    return ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }
}
