package org.lockstep.trainer.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checked safetensors header: every tensor is F32, its bytes are what its shape needs, and
 * together the tensors cover the data without gap or overlap, from 0 to the end of the file.
 */
final class SafeTensorsHeader {
  /** The reference implementation's limit. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  /** Room for what other programs write about a file, and for each tensor's name and numbers. */
  private static final long BYTES_OF_METADATA = 1 << 20;

  private static final long BYTES_OF_TENSOR = 1 << 12;

  private static final String METADATA = "__metadata__";

  /** Where a tensor's bytes are, counted from the end of the header. */
  record Entry(String name, List<Long> shape, long begin, long end) {}

  private final String file;
  private final long dataStart;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private SafeTensorsHeader(String file, long dataStart) {
    this.file = file;
    this.dataStart = dataStart;
  }

  /**
   * @param tensors as many are expected: a header that is far too long for them is not read
   */
  static SafeTensorsHeader read(FileChannel channel, String file, int tensors) throws IOException {
    long most = Math.min(MAX_HEADER_BYTES, BYTES_OF_METADATA + tensors * BYTES_OF_TENSOR);
    long size = channel.size();
    if (size < 8) {
      throw new ModelFormatException(
          "a safetensors file must begin with 8 bytes of header length. Received: %d bytes (%s)"
              .formatted(size, file));
    }
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    readFully(channel, length, 0);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > most || bytes > size - 8) {
      throw new ModelFormatException(
          "a safetensors header must be 2 to %,d bytes and end within the file of %,d. Received: %s (%s)"
              .formatted(most, size, Long.toUnsignedString(bytes), file));
    }
    ByteBuffer json = ByteBuffer.allocate((int) bytes);
    readFully(channel, json, 8);
    SafeTensorsHeader header = new SafeTensorsHeader(file, 8 + bytes);
    header.parse(json.array());
    header.requireCover(size - header.dataStart);
    return header;
  }

  long dataStart() {
    return dataStart;
  }

  /** The tensor of that name, which must have that shape. */
  Entry require(String name, List<Long> shape) throws ModelFormatException {
    Entry entry = entries.get(name);
    if (entry == null || !entry.shape.equals(shape)) {
      throw new ModelFormatException(
          "tensor %s must have shape %s. Received: %s (%s)"
              .formatted(name, shape, entry == null ? "none" : entry.shape, file));
    }
    return entry;
  }

  /** No tensor but these. */
  void requireOnly(Collection<String> names) throws ModelFormatException {
    for (String name : entries.keySet()) {
      if (!names.contains(name)) {
        throw new ModelFormatException(
            "tensors must be %s. Received: %s too (%s)".formatted(names, name, file));
      }
    }
  }

  private void parse(byte[] json) throws ModelFormatException {
    if (json[0] != '{') {
      throw new ModelFormatException(
          "a safetensors header must begin with \"{\". Received: byte %#04x (%s)"
              .formatted(json[0] & 0xff, file));
    }
    try {
      CardFields header =
          CardFields.of(
              Json.read(
                  json, new Json.Limits((int) MAX_HEADER_BYTES, 8, 1 << 16, 1 << 20, 1 << 24)),
              "header");
      for (String name : header.names()) {
        if (name.equals(METADATA)) {
          CardFields metadata = header.object(METADATA);
          for (String key : metadata.names()) {
            metadata.string(key);
          }
        } else {
          entries.put(name, entry(name, header.object(name)));
        }
      }
    } catch (JsonException | IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + " (" + file + ")", e);
    }
  }

  private static Entry entry(String name, CardFields fields) {
    fields.only("dtype", "shape", "data_offsets");
    fields.word("dtype", List.of("F32"));
    List<Long> shape = fields.longs("shape");
    List<Long> offsets = fields.longs("data_offsets");
    if (offsets.size() != 2) {
      throw new IllegalArgumentException(
          "data_offsets must be [begin, end]. Received: %s (%s)".formatted(offsets, name));
    }
    long bytes = bytesOf(shape, name);
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw new IllegalArgumentException(
          "data_offsets must span 4 bytes a number of shape %s. Received: %s (%s)"
              .formatted(shape, offsets, name));
    }
    return new Entry(name, shape, begin, end);
  }

  private static long bytesOf(List<Long> shape, String name) {
    long bytes = Float.BYTES;
    for (long length : shape) {
      try {
        bytes = Math.multiplyExact(bytes, length);
      } catch (ArithmeticException e) {
        bytes = -1;
      }
      if (length < 0 || bytes < 0) {
        throw new IllegalArgumentException(
            "a shape must be lengths >= 0 whose product fits into 63 bits. Received: %s (%s)"
                .formatted(shape, name));
      }
    }
    return bytes;
  }

  private void requireCover(long dataBytes) throws ModelFormatException {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long covered = 0;
    for (Entry entry : sorted) {
      if (entry.begin != covered) {
        throw new ModelFormatException(
            "tensors must follow each other without gap or overlap; the next byte is %d. Received: %s at %d (%s)"
                .formatted(covered, entry.name, entry.begin, file));
      }
      covered = entry.end;
    }
    if (covered != dataBytes) {
      throw new ModelFormatException(
          "the tensors must cover the file's %,d bytes of data. Received: tensors of %,d bytes (%s)"
              .formatted(dataBytes, covered, file));
    }
  }

  /** Fills the buffer from a position of the file. */
  static void readFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes, at);
      if (count < 0) {
        throw new EOFException("the file ended at byte " + at + " while it was read");
      }
      at += count;
    }
  }
}
