package org.lockstep.driver.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under {@code full://}, some of whose writes meet a full disk: as Hadoop makes it from
 * its class, for whole runs.
 */
public final class FullDisk extends RawLocalFileSystem {
  /** Hadoop's setting that names this class. */
  public static final String SETTING = "fs.full.impl";

  private static final AtomicInteger FILES = new AtomicInteger();
  private static volatile int firstFull;
  private static volatile int lastFull;

  /**
   * @param first file, counted from 1 from now on, that does not find room
   * @param last that does not
   */
  public static void fillFrom(int first, int last) {
    FILES.set(0);
    firstFull = first;
    lastFull = last;
  }

  @Override
  public URI getUri() {
    return URI.create("full:///");
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public void initialize(URI uri, Configuration hadoop) throws IOException {
    super.initialize(URI.create("full:///"), hadoop);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    int number = FILES.incrementAndGet();
    FSDataOutputStream file =
        super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    if (number < firstFull || number > lastFull) {
      return file;
    }
    return new FSDataOutputStream(
        new OutputStream() {
          private int written;

          @Override
          public void write(int value) throws IOException {
            if (++written > 100) {
              throw new IOException("No space left on device");
            }
            file.write(value);
          }

          @Override
          public void close() throws IOException {
            file.close();
          }
        },
        null);
  }
}
