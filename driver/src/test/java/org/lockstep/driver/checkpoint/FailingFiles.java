package org.lockstep.driver.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A disk with room for so many bytes a file. */
final class FailingFiles extends RawLocalFileSystem {
  private final int room;

  FailingFiles(int room) throws IOException {
    this.room = room;
    initialize(URI.create("file:///"), new Configuration(false));
  }

  @Override
  public FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
    FSDataOutputStream file = super.create(path, overwrite);
    return new FSDataOutputStream(
        new OutputStream() {
          private int written;

          @Override
          public void write(int value) throws IOException {
            if (++written > room) {
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
