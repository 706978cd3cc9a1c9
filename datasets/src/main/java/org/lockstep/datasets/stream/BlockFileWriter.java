package org.lockstep.datasets.stream;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Writes the rows of one shard, in their order, to a Parquet file whose row groups are the blocks.
 * In memory is a block at a time. The file has its name when it is whole. Not thread-safe.
 */
public final class BlockFileWriter implements AutoCloseable {
  /** Blocks are ended by their number of rows alone. */
  private static final long NO_LIMIT = 1L << 40;

  private final Path file;
  private final Path unfinished;
  private final FileSystem files;
  private final int columns;
  private final boolean sparse;
  private final int blockRows;
  private final ParquetWriter<BlockRow> writer;
  private int rows;
  private int longest;
  private boolean closed;

  /**
   * @param attempt names the writer among those that may write the same file
   */
  public BlockFileWriter(
      String file, String attempt, int columns, boolean sparse, int blockRows, Configuration hadoop)
      throws IOException {
    this.file = new Path(file);
    this.unfinished = new Path(file + "." + attempt);
    this.files = this.file.getFileSystem(hadoop);
    this.columns = columns;
    this.sparse = sparse;
    this.blockRows = blockRows;
    this.writer =
        new Builder(HadoopOutputFile.fromPath(unfinished, hadoop), sparse)
            .withConf(hadoop)
            .withRowGroupRowCountLimit(blockRows)
            .withRowGroupSize(NO_LIMIT)
            .withMaxPaddingSize(0)
            .withDictionaryEncoding(false)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withStatisticsEnabled(false)
            .withPageWriteChecksumEnabled(true)
            .build();
  }

  /**
   * Appends a row.
   *
   * @param indices ascending columns of the values; null for dense rows
   */
  public void add(int[] indices, float[] values, float[] targets, float weight) throws IOException {
    writer.write(new BlockRow(indices, values, targets, weight));
    rows++;
    longest = Math.max(longest, values.length);
  }

  public int rows() {
    return rows;
  }

  /** Numbers of the longest row. */
  public int longest() {
    return longest;
  }

  /**
   * Makes the file whole; nothing may be added afterwards.
   *
   * @param sha256 of the rows
   */
  public ParquetBlocks finish(String sha256) throws IOException {
    writer.close();
    closed = true;
    // Another attempt at the same task writes the same bytes: the first one stays.
    if (!files.rename(unfinished, file) && !files.exists(file)) {
      throw new IOException(unfinished + " could not be renamed to " + file);
    }
    long bytes = files.getFileStatus(file).getLen();
    return new ParquetBlocks(file.toString(), rows, columns, blockRows, sparse, bytes, sha256);
  }

  /** Takes away what has not become whole. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
    }
    files.delete(unfinished, false);
  }

  private static final class Builder extends ParquetWriter.Builder<BlockRow, Builder> {
    private final boolean sparse;

    Builder(OutputFile file, boolean sparse) {
      super(new Unaligned(file));
      this.sparse = sparse;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<BlockRow> getWriteSupport(Configuration hadoop) {
      return new Rows(sparse);
    }
  }

  private static final class Rows extends WriteSupport<BlockRow> {
    private final boolean sparse;
    private RecordConsumer out;

    Rows(boolean sparse) {
      this.sparse = sparse;
    }

    @Override
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(BlockSchema.of(sparse), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(BlockRow row) {
      row.writeTo(out);
    }
  }

  /** A file whose row groups do not end where the file system's blocks do. */
  private record Unaligned(OutputFile file) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
      return file.create(0);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
      return file.createOrOverwrite(0);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
