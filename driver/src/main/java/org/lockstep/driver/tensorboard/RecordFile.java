package org.lockstep.driver.tensorboard;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A file of records as TensorFlow frames them ({@code tensorflow/core/lib/io/record_writer.h}):
 * length (uint64), masked CRC-32C of the length (uint32), the record, masked CRC-32C of the record
 * (uint32); little-endian. The mask rotates the CRC by 15 bits to the right and adds 0xa282ead8.
 */
final class RecordFile implements Closeable {
  private static final int MASK = 0xa282ead8;

  private final OutputStream out;

  RecordFile(Path file) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  /** Appends a record; on disk after {@link #flush}. */
  void write(byte[] record) throws IOException {
    byte[] length =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(record.length).array();
    out.write(length);
    out.write(masked(length));
    out.write(record);
    out.write(masked(record));
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }
}
