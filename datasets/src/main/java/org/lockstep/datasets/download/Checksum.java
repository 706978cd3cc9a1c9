package org.lockstep.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lockstep.datasets.check.DataException;

/** The publisher's checksum. MD5 is what they publish: it finds damage, not a forger. */
final class Checksum {
  private Checksum() {}

  /**
   * @throws DataException when a checksum is known and the file has another
   */
  static void require(Published published, Path file) throws IOException {
    if (published.md5().isEmpty()) {
      return;
    }
    String found = md5(file);
    if (!found.equals(published.md5().get())) {
      throw DataException.bad(
          "%s must have the publisher's MD5 %s. Received: %s (%s)",
          published.file(), published.md5().get(), found, published.url());
    }
  }

  static String md5(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
