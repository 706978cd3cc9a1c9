package org.lockstep.trainer.matrix;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Feature rows on the local disk, mapped into memory: the operating system reads the pages that a
 * step needs and drops them when memory is short. On the heap stay 8 bytes a row. A row is copied
 * out with {@link #copy}; the numbers are the very ones that were written.
 *
 * <p>Written by {@link StoredRowsWriter}. Immutable and thread-safe. The file has no name any more:
 * its space is free when the rows are garbage, and a killed process leaves nothing behind. Sent to
 * another process, the rows go into a file there.
 */
public final class StoredRows implements FeatureRows {
  private static final long serialVersionUID = 1L;

  /** A segment is at most that many words of 4 bytes; no row straddles two: 1 GiB. */
  static final int SEGMENT_WORDS = 1 << 28;

  private final int columns;
  private final boolean sparse;

  /** Segment·2³² + word of each row's begin: its length, its columns if sparse, its values. */
  private final long[] places;

  private final transient List<IntBuffer> ints = new ArrayList<>();
  private final transient List<FloatBuffer> floats = new ArrayList<>();

  StoredRows(int columns, boolean sparse, long[] places, List<ByteBuffer> segments) {
    this.columns = columns;
    this.sparse = sparse;
    this.places = places;
    for (ByteBuffer segment : segments) {
      ints.add(segment.asIntBuffer());
      floats.add(segment.asFloatBuffer());
    }
  }

  @Override
  public int rows() {
    return places.length;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public boolean isSparse() {
    return sparse;
  }

  @Override
  public int length(int row) {
    return ints.get(segment(row)).get(word(row));
  }

  /**
   * Copies a row's {@link #length} numbers to {@code values[at …]}, and their columns, ascending,
   * to {@code indices[at …]} if the rows are sparse.
   */
  public void copy(int row, int[] indices, float[] values, int at) {
    int length = length(row);
    int from = word(row) + 1;
    if (sparse) {
      ints.get(segment(row)).get(from, indices, at, length);
      from += length;
    }
    floats.get(segment(row)).get(from, values, at, length);
  }

  /** The first {@code count} rows, in memory. */
  public FeatureRows first(int count) {
    int[] starts = new int[count + 1];
    for (int row = 0; row < count; row++) {
      starts[row + 1] = Math.addExact(starts[row], length(row));
    }
    int[] indices = new int[sparse ? starts[count] : 0];
    float[] values = new float[starts[count]];
    for (int row = 0; row < count; row++) {
      copy(row, indices, values, starts[row]);
    }
    return sparse
        ? new SparseRows(columns, starts, indices, values)
        : new Matrix(values, 0, count, columns);
  }

  /** Bytes on the disk. */
  public long storedBytes() {
    return ints.stream().mapToLong(segment -> (long) segment.capacity() * Integer.BYTES).sum();
  }

  private int segment(int row) {
    return (int) (places[row] >>> 32);
  }

  private int word(int row) {
    return (int) places[row];
  }

  /** Writes everything, the rows one by one. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(columns);
    out.writeBoolean(sparse);
    out.writeInt(rows());
    int[] indices = new int[0];
    float[] values = new float[0];
    for (int row = 0; row < rows(); row++) {
      int length = length(row);
      if (values.length < length) {
        indices = new int[length];
        values = new float[length];
      }
      copy(row, indices, values, 0);
      out.writeInt(length);
      for (int k = 0; k < length; k++) {
        if (sparse) {
          out.writeInt(indices[k]);
        }
        out.writeFloat(values[k]);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file for the rows; must not exist
   */
  public static StoredRows read(DataInput in, Path file) throws IOException {
    int columns = in.readInt();
    boolean sparse = in.readBoolean();
    int rows = in.readInt();
    int[] indices = new int[0];
    float[] values = new float[0];
    try (StoredRowsWriter writer = new StoredRowsWriter(file, columns, sparse)) {
      for (int row = 0; row < rows; row++) {
        int length = in.readInt();
        if (values.length < length) {
          indices = new int[length];
          values = new float[length];
        }
        for (int k = 0; k < length; k++) {
          indices[k] = sparse ? in.readInt() : k;
          values[k] = in.readFloat();
        }
        writer.add(indices, values, 0, length);
      }
      return writer.finish();
    }
  }

  private Object writeReplace() {
    return new Sent(this);
  }

  /** The rows on their way by Java serialisation. */
  private static final class Sent implements Externalizable {
    private static final long serialVersionUID = 1L;

    private StoredRows rows;

    /** For deserialisation. */
    public Sent() {}

    Sent(StoredRows rows) {
      this.rows = rows;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      rows.write(out);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      Path folder = Files.createTempDirectory("lockstep-rows");
      try {
        rows = read(in, folder.resolve("rows"));
      } finally {
        Files.deleteIfExists(folder.resolve("rows"));
        Files.deleteIfExists(folder);
      }
    }

    private Object readResolve() {
      return rows;
    }
  }

  @Override
  public String toString() {
    return rows() + "×" + columns + (sparse ? " sparse" : "") + " rows on disk";
  }
}
