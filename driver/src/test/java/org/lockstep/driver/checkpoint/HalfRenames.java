package org.lockstep.driver.checkpoint;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** An object store: a rename is a copy, which may end half-way while it says that all is well. */
final class HalfRenames extends RawLocalFileSystem {
  boolean half;

  HalfRenames() throws IOException {
    initialize(URI.create("file:///"), new Configuration(false));
  }

  @Override
  public URI getUri() {
    return URI.create("objects:///");
  }

  @Override
  protected void checkPath(Path path) {
    // The test's paths are those of files.
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    java.nio.file.Path source = java.nio.file.Path.of(from.toUri().getPath());
    byte[] bytes = Files.readAllBytes(source);
    Files.write(
        java.nio.file.Path.of(to.toUri().getPath()),
        half ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
    Files.delete(source);
    return true;
  }
}
