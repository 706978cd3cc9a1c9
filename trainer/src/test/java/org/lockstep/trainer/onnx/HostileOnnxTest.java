package org.lockstep.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.bytes.ProtoWriter;

/**
 * A hostile ONNX file of each kind is refused with a sentence, and reading it takes memory for what
 * is really there. (The same of every flipped byte and every length: OnnxImportTest.)
 */
class HostileOnnxTest {
  private static final Path SOUND =
      Path.of("src", "test", "resources", "org", "lockstep", "trainer", "onnx", "softmax.onnx");

  /** Classes that are loaded, and buffers. */
  private static final long BYTES_BESIDE_FILES = 8 << 20;

  /** Of memory for a byte of the file: an empty node takes two of them. */
  private static final long BYTES_A_BYTE = 400;

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
    List<Hostile> files = new ArrayList<>();
    for (long length : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE, Integer.MAX_VALUE}) {
      files.add(
          new Hostile(
              "a graph of %s bytes".formatted(Long.toUnsignedString(length)),
              lengthOf(length),
              "a length must be at most the 0 bytes left"));
    }
    byte[] weights = new byte[64];
    files.add(
        new Hostile(
            "shape overflow",
            file(tensor(1L << 32, 1L << 32).bytes(9, weights)),
            "whose product fits into 63 bits"));
    files.add(
        new Hostile(
            "a shape below 0", file(tensor(-4, -4).bytes(9, weights)), "must be lengths >= 0"));
    files.add(
        new Hostile(
            "a shape without its bytes",
            file(tensor(4, 500_000_000).bytes(9, weights)),
            "must hold 8,000,000,000 bytes. Received: 64"));
    files.add(
        new Hostile(
            "weights in pieces that overlap",
            file(tensor(4, 4).bytes(9, weights).bytes(4, weights)),
            "must be in one piece"));
    ProtoWriter elsewhere = new ProtoWriter().text(1, "location").text(2, "../../../../etc/passwd");
    files.add(
        new Hostile(
            "weights by a path with ..",
            file(tensor(4, 4).message(13, elsewhere).integer(14, 1)),
            "must be in the ONNX file itself"));
    files.add(
        new Hostile(
            "weights elsewhere, without a path",
            file(tensor(4, 4).integer(14, 1)),
            "must be in the ONNX file itself"));
    files.add(
        new Hostile(
            "graphs within graphs",
            model(graph(node("If", "x").message(5, nested(400)))),
            "each layer one of"));
    ProtoWriter many = graph(node("Relu", "x"));
    for (int i = 0; i < 100_001; i++) {
      many.bytes(1, new byte[0]);
    }
    files.add(new Hostile("too many nodes", model(many), "at most 100,000 nodes"));
    files.add(
        new Hostile(
            "a circle",
            model(graph(new ProtoWriter().text(1, "x").text(2, "x").text(4, "Relu"))),
            "must"));
    ByteArrayOutputStream serialised = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(serialised)) {
      out.writeObject(new ArrayList<>(List.of("a", "b")));
    }
    files.add(new Hostile("a Java-serialised object", serialised.toByteArray(), "must"));
    byte[] sound = Files.readAllBytes(SOUND);
    files.add(new Hostile("half", Arrays.copyOf(sound, sound.length / 2), "must"));
    files.add(new Hostile("nothing", new byte[0], "must hold a graph"));
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedWithASentenceInBoundedMemory(Hostile hostile) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable thrown = catchThrowable(() -> read(hostile.bytes()));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(thrown).isInstanceOf(OnnxFormatException.class);
    assertThat(thrown.getMessage())
        .contains("must", hostile.message(), "(stranger.onnx)")
        .hasSizeBetween(30, 2000);
    assertThat(allocated).isLessThan(BYTES_BESIDE_FILES + BYTES_A_BYTE * hostile.bytes().length);
  }

  @Test
  void whatTheyAreMadeOfIsSound() throws IOException {
    assertThat(read(file(tensor(4, 4).bytes(9, new byte[64]))).network().summary())
        .startsWith("4 → 4");
  }

  private static org.lockstep.trainer.model.Model read(byte[] bytes) throws OnnxFormatException {
    return OnnxImport.read(ByteBuffer.wrap(bytes), Optional.empty(), List.of(), "stranger.onnx");
  }

  /** x·w with the tensor as w. */
  private static byte[] file(ProtoWriter tensor) {
    return model(graph(node("MatMul", "x", "w")).message(5, tensor));
  }

  private static ProtoWriter tensor(long... dims) {
    ProtoWriter tensor = new ProtoWriter();
    for (long length : dims) {
      tensor.integer(1, length);
    }
    return tensor.integer(2, OnnxTensor.FLOAT).text(8, "w");
  }

  private static ProtoWriter node(String operator, String... inputs) {
    ProtoWriter node = new ProtoWriter();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, "y").text(4, operator);
  }

  /** From x (rows, 4) to y. */
  private static ProtoWriter graph(ProtoWriter node) {
    ProtoWriter shape =
        new ProtoWriter()
            .message(1, new ProtoWriter().text(2, "rows"))
            .message(1, new ProtoWriter().integer(1, 4));
    ProtoWriter type =
        new ProtoWriter()
            .message(1, new ProtoWriter().integer(1, OnnxTensor.FLOAT).message(2, shape));
    return new ProtoWriter()
        .message(1, node)
        .message(11, new ProtoWriter().text(1, "x").message(2, type))
        .message(12, new ProtoWriter().text(1, "y"));
  }

  private static byte[] model(ProtoWriter graph) {
    return new ProtoWriter()
        .message(7, graph)
        .message(8, new ProtoWriter().integer(2, 17))
        .toBytes();
  }

  /** An attribute that holds a graph whose node holds such an attribute, and so on. */
  private static ProtoWriter nested(int levels) {
    ProtoWriter attribute = new ProtoWriter().text(1, "then_branch");
    for (int i = 0; i < levels; i++) {
      ProtoWriter node = new ProtoWriter().text(4, "If").message(5, attribute);
      attribute =
          new ProtoWriter().text(1, "then_branch").message(6, new ProtoWriter().message(1, node));
    }
    return attribute;
  }

  /** A file that begins with a graph of so many bytes, and ends there. */
  private static byte[] lengthOf(long length) {
    // An integer field has the same varint; its tag is the graph's with another wire type.
    byte[] bytes = new ProtoWriter().integer(7, length).toBytes();
    bytes[0] = (byte) (7 << 3 | ProtoWriter.BYTES);
    return bytes;
  }
}
