package org.lockstep.trainer.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SHA-256 of each file of a model, in the file {@value #NAME} as {@code sha256sum} writes and
 * checks it: a line {@code HASH FILE} each. Reads no name but those it expects, so a path cannot
 * lead out of the directory.
 */
final class Checksums {
  static final String NAME = "SHA256SUMS";

  /** Lines of a few files, each named by us. */
  static final int MOST_BYTES = 4096;

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  private Checksums() {}

  /** What the file says of these files of a directory. */
  static byte[] of(Path directory, List<String> files) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String file : files) {
      lines.append(sha256(directory.resolve(file))).append("  ").append(file).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Checks every file.
   *
   * @param files that the directory's {@value #NAME} must list, in order
   * @throws ModelFormatException if it lists others, or a file has another hash
   */
  static void check(Path directory, List<String> files) throws IOException {
    Path sums = directory.resolve(NAME);
    long bytes = Files.size(sums);
    if (bytes > MOST_BYTES) {
      throw new ModelFormatException(
          "%s must be at most %,d bytes. Received: %,d (%s)"
              .formatted(NAME, MOST_BYTES, bytes, directory));
    }
    String[] lines =
        new String(Files.readAllBytes(sums), StandardCharsets.ISO_8859_1).split("\n", -1);
    for (int i = 0; i < files.size(); i++) {
      String line = i < lines.length ? lines[i] : "";
      String file = files.get(i);
      Matcher parts = LINE.matcher(line);
      require(parts.matches() && parts.group(2).equals(file), "HASH  " + file, line, directory);
      requireHash(directory, file, parts.group(1), NAME);
    }
    String rest = String.join("\n", List.of(lines).subList(files.size(), lines.length));
    require(lines.length == files.size() + 1 && rest.isEmpty(), "the last", rest, directory);
  }

  /**
   * @param says which file knows the hash
   * @throws ModelFormatException if the file has another one
   */
  static void requireHash(Path directory, String file, String hash, String says)
      throws IOException {
    String received = sha256(directory.resolve(file));
    if (!received.equals(hash)) {
      throw new ModelFormatException(
          "%s must have the SHA-256 that %s says, %s. Received: %s (%s)"
              .formatted(file, says, hash, received, directory));
    }
  }

  private static void require(boolean holds, String wanted, String line, Path directory)
      throws ModelFormatException {
    if (!holds) {
      String shown = line.length() > 200 ? line.substring(0, 200) + "…" : line;
      throw new ModelFormatException(
          "a line of %s must be %s. Received: \"%s\" (%s)"
              .formatted(NAME, wanted, shown.replaceAll("[^ -~]", "?"), directory));
    }
  }

  static String sha256(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] chunk = new byte[1 << 16];
      while (in.read(chunk) >= 0) {
        continue;
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
