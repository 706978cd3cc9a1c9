package org.lockstep.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.ModelFormatException;

/**
 * A hostile checkpoint of each kind is refused with a sentence, and reading it takes memory for
 * what is really there. Its hash is made to match: whoever writes a hostile file writes that, too.
 */
class HostileCheckpointTest {
  private static final int PARAMETERS = 1234;
  private static final int START = 8 + Integer.BYTES;
  private static final int HASH = 32;

  /** Classes that are loaded, and buffers of a megabyte. */
  private static final long BYTES_BESIDE_FILES = 8 << 20;

  /**
   * @param bytes the file
   * @param message a part of the sentence
   */
  record Hostile(String name, byte[] bytes, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Hostile> files() throws IOException {
    byte[] sound = sound();
    List<Hostile> files = new ArrayList<>();
    for (long length : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, Integer.MAX_VALUE}) {
      files.add(
          new Hostile(
              "a job of %s bytes".formatted(Long.toUnsignedString(length)),
              signed(with(sound, START, length)),
              "a length must be from 0 to "));
      files.add(
          new Hostile(
              "%s parameters".formatted(Long.toUnsignedString(length)),
              signed(with(sound, at(sound, PARAMETERS), length)),
              "a length must be from 0 to "));
    }
    files.add(
        new Hostile(
            "parameters whose bytes overflow",
            signed(with(sound, at(sound, PARAMETERS), 1L << 62)),
            "a length must be from 0 to "));
    files.add(
        new Hostile(
            "fewer parameters, so that all later arrays are elsewhere",
            signed(with(sound, at(sound, PARAMETERS), PARAMETERS - 2)),
            "must"));
    byte[] serialised = serialised();
    files.add(
        new Hostile(
            "a Java-serialised object", serialised, "a checkpoint must begin with LOCKSTEP"));
    byte[] within = Arrays.copyOf(sound, START + serialised.length + HASH);
    System.arraycopy(serialised, 0, within, START, serialised.length);
    files.add(
        new Hostile("one after a right start", signed(within), "a length must be from 0 to "));
    files.add(
        new Hostile("half", Arrays.copyOf(sound, sound.length / 2), "SHA-256 must be that of"));
    files.add(
        new Hostile(
            "half, with a hash that matches",
            signed(Arrays.copyOf(sound, sound.length / 2)),
            "the bytes ended early|a length must be"));
    byte[] flipped = sound.clone();
    flipped[sound.length / 2] ^= 16;
    files.add(new Hostile("a bit flip", flipped, "SHA-256 must be that of"));
    byte[] newer = sound.clone();
    newer[8] = 2;
    files.add(new Hostile("a newer version", signed(newer), "of version 1. Received: version 2"));
    files.add(
        new Hostile(
            "more behind the state",
            signed(Arrays.copyOf(sound, sound.length + 9)),
            "must end with the state. Received: 9 more|must"));
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedWithASentenceInBoundedMemory(Hostile hostile) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable thrown = catchThrowable(() -> read(hostile.bytes()));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(thrown).isInstanceOf(IOException.class);
    assertThat(thrown.getMessage()).containsPattern(hostile.message()).hasSizeBetween(15, 1000);
    assertThat(allocated).isLessThan(BYTES_BESIDE_FILES);
  }

  @Test
  void aSoundOneIsRead() throws IOException {
    assertThat(read(sound()).state().parameters()).hasSize(PARAMETERS);
  }

  /** A checkpoint's features are read by a warm start. */
  @Test
  void featuresOfACheckpointAreReadAsAModelsAre() {
    for (String hostile :
        List.of(
            "[".repeat(1 << 20),
            "{\"kind\": \"vector\", \"width\": 9223372036854775808}",
            "{\"kind\": \"vector\", \"width\": -1}",
            "{\"kind\": \"org.lockstep.Evil\"}",
            "{\"@class\": \"java.net.URL\", \"kind\": \"vector\", \"width\": 2}")) {
      assertThat(catchThrowable(() -> ModelFile.readFeatures(hostile)))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("must");
    }
  }

  private static Checkpoint read(byte[] bytes) throws IOException {
    return CheckpointFormat.read(() -> new ByteArrayInputStream(bytes), bytes.length);
  }

  private static byte[] sound() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CheckpointFormat.write(States.checkpoint(1, PARAMETERS), out);
    return out.toByteArray();
  }

  /** The first place of a number of 8 bytes. */
  private static int at(byte[] file, long number) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = START; at < file.length - Long.BYTES; at++) {
      if (bytes.getLong(at) == number) {
        return at;
      }
    }
    throw new IllegalStateException("the file must hold " + number);
  }

  private static byte[] with(byte[] file, int at, long number) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(at, number);
    return changed;
  }

  /** With the hash of what is before it as the last 32 bytes. */
  private static byte[] signed(byte[] file) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(file, 0, file.length - HASH);
      byte[] signed = file.clone();
      System.arraycopy(hash.digest(), 0, signed, file.length - HASH, HASH);
      return signed;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] serialised() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ArrayList<>(List.of("a".repeat(100), "b")));
    }
    return bytes.toByteArray();
  }
}
