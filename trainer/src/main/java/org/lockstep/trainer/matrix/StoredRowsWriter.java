package org.lockstep.trainer.matrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes feature rows, one after the other, to a local file and maps it. In the machine's own byte
 * order: nobody else reads the file. Not thread-safe.
 */
public final class StoredRowsWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final int columns;
  private final boolean sparse;
  private final int segmentWords;
  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder());

  /** Words of each segment but the last, which is being filled. */
  private final List<Integer> fullSegments = new ArrayList<>();

  private long[] places = new long[16];
  private int rows;
  private int words;

  /**
   * @param file must not exist
   */
  public StoredRowsWriter(Path file, int columns, boolean sparse) throws IOException {
    this(file, columns, sparse, StoredRows.SEGMENT_WORDS);
  }

  StoredRowsWriter(Path file, int columns, boolean sparse, int segmentWords) throws IOException {
    this.columns = columns;
    this.sparse = sparse;
    this.segmentWords = segmentWords;
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Appends a row.
   *
   * @param indices columns of the values, ascending; not read if the rows are dense
   * @param from where the row begins in both arrays
   * @param length its numbers; {@code columns} of them if the rows are dense
   * @throws IllegalArgumentException if the row is longer than a segment
   */
  public void add(int[] indices, float[] values, int from, int length) throws IOException {
    long needed = 1 + (sparse ? 2L : 1L) * length;
    if (needed > segmentWords) {
      throw new IllegalArgumentException(
          "a row on disk must have at most %d numbers. Received: %d"
              .formatted((segmentWords - 1) / (sparse ? 2 : 1), length));
    }
    if (words + needed > segmentWords) {
      fullSegments.add(words);
      words = 0;
    }
    places = rows < places.length ? places : Arrays.copyOf(places, grown(rows));
    places[rows++] = (long) fullSegments.size() << 32 | words;
    words += (int) needed;
    room().putInt(length);
    for (int k = from; sparse && k < from + length; k++) {
      room().putInt(indices[k]);
    }
    for (int k = from; k < from + length; k++) {
      room().putFloat(values[k]);
    }
  }

  private static int grown(int rows) {
    return (int) Math.min(Integer.MAX_VALUE - 8, rows + (long) rows / 2);
  }

  private ByteBuffer room() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** The rows; nothing may be added afterwards. */
  public StoredRows finish() throws IOException {
    flush();
    fullSegments.add(words);
    List<ByteBuffer> segments = new ArrayList<>();
    long position = 0;
    for (int segment : fullSegments) {
      long bytes = (long) segment * Integer.BYTES;
      segments.add(channel.map(MapMode.READ_ONLY, position, bytes).order(ByteOrder.nativeOrder()));
      position += bytes;
    }
    return new StoredRows(columns, sparse, Arrays.copyOf(places, rows), segments);
  }

  /** Closes the file and takes its name away; what was mapped stays. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
