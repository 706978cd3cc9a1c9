package org.lockstep.datasets.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.lockstep.trainer.data.BlockSource;
import org.lockstep.trainer.data.Shard;

/**
 * A shard's blocks as the row groups of a Parquet file that {@link BlockFileWriter} wrote. The
 * file's footer, some 500 bytes a block, is kept when it has been read once; pages whose checksum
 * is wrong are refused. Thread-safe.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class ParquetBlocks implements BlockSource {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int rows;
  private final int columns;
  private final int blockRows;
  private final boolean sparse;
  private final long bytes;
  private final String sha256;
  private transient volatile ParquetMetadata footer;

  ParquetBlocks(
      String file,
      int rows,
      int columns,
      int blockRows,
      boolean sparse,
      long bytes,
      String sha256) {
    this.file = file;
    this.rows = rows;
    this.columns = columns;
    this.blockRows = blockRows;
    this.sparse = sparse;
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  /** SHA-256 (hex) of the rows, whatever the blocks. */
  public String sha256() {
    return sha256;
  }

  /** Length of the file. */
  public long bytes() {
    return bytes;
  }

  @Override
  public List<Shard> read(int... blocks) throws IOException {
    try (ParquetFileReader reader = open()) {
      List<Shard> shards = new ArrayList<>();
      for (int block : blocks) {
        int expected = (int) Math.min(blockRows, rows - (long) block * blockRows);
        BlockDecoder decoder =
            new BlockDecoder(
                reader.readRowGroup(block),
                BlockSchema.of(sparse),
                reader.getFileMetaData().getCreatedBy());
        if (decoder.rows() != expected) {
          throw new IOException(
              "block %d of %s must hold %d rows. Received: %d"
                  .formatted(block, file, expected, decoder.rows()));
        }
        shards.add(shard(decoder, block));
      }
      return shards;
    }
  }

  private Shard shard(BlockDecoder decoder, int block) throws IOException {
    try {
      return decoder.shard(columns);
    } catch (IOException e) {
      throw new IOException("%s (block %d of %s)".formatted(e.getMessage(), block, file), e);
    }
  }

  private ParquetFileReader open() throws IOException {
    Configuration hadoop = SparkHadoopUtil.get().conf();
    InputFile input = HadoopInputFile.fromPath(new Path(file), hadoop);
    ParquetReadOptions options =
        HadoopReadOptions.builder(hadoop).usePageChecksumVerification(true).build();
    ParquetMetadata known = footer;
    ParquetFileReader reader =
        known == null
            ? ParquetFileReader.open(input, options)
            : ParquetFileReader.open(input, known, options, input.newStream());
    footer = reader.getFooter();
    return reader;
  }
}
