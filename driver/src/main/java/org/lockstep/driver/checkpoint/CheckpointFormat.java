package org.lockstep.driver.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.trainer.bytes.ByteInput;
import org.lockstep.trainer.bytes.ByteOutput;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;

/**
 * The bytes of a checkpoint:
 *
 * <pre>
 *   8  "LOCKSTEP"            4  version, little-endian
 *   header: job, features, fingerprints, whether it is the best      state
 *   32 SHA-256 of all bytes before
 * </pre>
 *
 * <p>A reader goes over the file twice: nothing of it is looked at before its hash was found right.
 */
final class CheckpointFormat {
  static final int VERSION = 1;

  private static final byte[] MAGIC = "LOCKSTEP".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH = 32;
  private static final int LEAST = MAGIC.length + Integer.BYTES + HASH;
  private static final int MOST_FINGERPRINTS = 1000;

  private CheckpointFormat() {}

  /** A file that can be opened more than once. */
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  /** Writes; the stream stays open. */
  static void write(Checkpoint checkpoint, OutputStream stream) throws IOException {
    DigestOutputStream out = new DigestOutputStream(stream, sha256());
    out.write(MAGIC);
    ByteOutput numbers = new ByteOutput(out);
    numbers.number(VERSION);
    numbers.text(checkpoint.job());
    numbers.text(checkpoint.features());
    numbers.number(checkpoint.fingerprints().size());
    for (Map.Entry<String, String> each : checkpoint.fingerprints().entrySet()) {
      numbers.text(each.getKey());
      numbers.text(each.getValue());
    }
    numbers.flag(checkpoint.best());
    numbers.flush();
    TrainingStateBytes.write(checkpoint.state(), out);
    stream.write(out.getMessageDigest().digest());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param length of the file
   * @throws CheckpointException if it is anything else
   */
  static Checkpoint read(Opening file, long length) throws IOException {
    verify(file, length);
    try (InputStream in = new BufferedInputStream(file.open(), 1 << 16)) {
      in.skipNBytes(MAGIC.length + (long) Integer.BYTES);
      long left = length - LEAST;
      ByteInput numbers = new ByteInput(in, left);
      String job = numbers.text();
      String features = numbers.text();
      int count = numbers.integer();
      if (count < 0 || count > MOST_FINGERPRINTS) {
        throw new CheckpointException("fingerprints must be few. Received: " + count);
      }
      Map<String, String> fingerprints = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        fingerprints.put(numbers.text(), numbers.text());
      }
      boolean best = numbers.flag();
      TrainingState state = TrainingStateBytes.read(in, numbers.left());
      return new Checkpoint(job, features, fingerprints, best, state);
    }
  }

  /**
   * Only what says whether a checkpoint is to be kept.
   *
   * @throws CheckpointException if the file is no whole checkpoint
   */
  static void verify(Opening file, long length) throws IOException {
    if (length < LEAST) {
      throw new CheckpointException(
          "a checkpoint must have at least %d bytes. Received: %d".formatted(LEAST, length));
    }
    try (InputStream raw = file.open()) {
      DigestInputStream in = new DigestInputStream(raw, sha256());
      byte[] start = in.readNBytes(MAGIC.length + Integer.BYTES);
      if (!Arrays.equals(start, 0, Math.min(start.length, MAGIC.length), MAGIC, 0, MAGIC.length)) {
        throw new CheckpointException(
            "a checkpoint must begin with LOCKSTEP. Received: other bytes");
      }
      if (start.length < MAGIC.length + Integer.BYTES) {
        throw beginning();
      }
      int version = Integer.reverseBytes(ByteBuffer.wrap(start).getInt(MAGIC.length));
      if (version != VERSION) {
        throw new CheckpointException(
            "a checkpoint must be of version %d. Received: version %d".formatted(VERSION, version));
      }
      byte[] chunk = new byte[1 << 16];
      for (long left = length - LEAST; left > 0; ) {
        int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
        if (read < 0) {
          throw beginning();
        }
        left -= read;
      }
      byte[] hash = raw.readNBytes(HASH);
      if (!MessageDigest.isEqual(hash, in.getMessageDigest().digest())) {
        throw new CheckpointException(
            "a checkpoint's SHA-256 must be that of its bytes. Received: another, so it was"
                + " changed or not written to its end");
      }
    }
  }

  /** A file may have been cut off since its length was asked for. */
  private static CheckpointException beginning() {
    return new CheckpointException("a checkpoint must be whole. Received: its beginning");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
