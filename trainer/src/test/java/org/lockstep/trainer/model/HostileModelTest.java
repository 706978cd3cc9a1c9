package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hostile file of each kind is refused with a sentence, and reading it takes memory for what is
 * really there, not for what the file promises. Checksums are made to match, since whoever writes a
 * hostile file writes them too.
 */
class HostileModelTest {
  private static final String CARD = "card.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final Charset ASCII = StandardCharsets.US_ASCII;

  /** Classes that are loaded, file buffers, a megabyte for a header. */
  private static final long BYTES_BESIDE_FILES = 8 << 20;

  /** Of memory for a byte of JSON, garbage included. */
  private static final long BYTES_A_BYTE = 40;

  @TempDir Path folder;

  interface Change {
    void in(Path model) throws IOException;
  }

  /**
   * @param message a part of the sentence
   */
  record Hostile(String name, Change change, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Hostile> files() throws IOException {
    byte[] serialised = serialised();
    List<Hostile> files = new ArrayList<>();
    for (long length : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, Integer.MAX_VALUE}) {
      files.add(
          new Hostile(
              "header length " + Long.toUnsignedString(length),
              model -> signed(model, WEIGHTS, lengthOf(Files.readAllBytes(in(model)), length)),
              "a safetensors header must be 2 to "));
    }
    files.add(header("overlapping offsets", "[32, 48]", "[28, 44]", "without gap or overlap"));
    files.add(header("a gap", "[32, 48]", "[33, 49]", "without gap or overlap"));
    files.add(
        header(
            "shape overflow", "[2, 4]", "[4294967296, 4294967296]", "product fits into 63 bits"));
    files.add(header("a shape below 0", "[2, 4]", "[-2, -4]", "lengths >= 0"));
    files.add(header("offsets beyond 2^63", "[32, 48]", "[32, 9223372036854775848]", "an integer"));
    files.add(
        new Hostile(
            "deep JSON",
            model -> signed(model, CARD, filled('[', 4 << 20)),
            "must nest at most 32 levels"));
    files.add(
        new Hostile(
            "a deep header",
            model -> signed(model, WEIGHTS, headed("{\"a\":" + "[".repeat(900_000))),
            "must nest at most 8 levels"));
    files.add(
        new Hostile(
            "a card of empty arrays",
            model -> signed(model, CARD, ("[[]" + ",[]".repeat(1_500_000) + "]").getBytes(ASCII)),
            "at most 1,048,576 objects and arrays"));
    files.add(
        new Hostile(
            "a string without end",
            model -> signed(model, CARD, ('"' + "a".repeat(3 << 20)).getBytes(ASCII)),
            "a string must be at most 1,048,576 bytes"));
    for (String file : List.of(CARD, WEIGHTS, Checksums.NAME)) {
      files.add(
          new Hostile(
              "truncated " + file,
              model -> {
                byte[] sound = Files.readAllBytes(model.resolve(file));
                Files.write(model.resolve(file), Arrays.copyOf(sound, sound.length / 2));
              },
              "must"));
      files.add(
          new Hostile(
              "a bit flip in " + file,
              model -> {
                byte[] sound = Files.readAllBytes(model.resolve(file));
                sound[sound.length - 8] ^= 1;
                Files.write(model.resolve(file), sound);
              },
              "must"));
      files.add(
          new Hostile(
              "a Java-serialised object as " + file,
              model -> {
                Files.write(model.resolve(file), serialised);
                if (!file.equals(Checksums.NAME)) {
                  sign(model);
                }
              },
              "must"));
    }
    files.add(
        card("weights elsewhere", "\"weights.safetensors\"", "\"../other/weights\"", "be one of"));
    files.add(
        new Hostile(
            "checksums of files elsewhere",
            model -> {
              Path sums = model.resolve(Checksums.NAME);
              Files.writeString(sums, Files.readString(sums).replace(CARD, "../../" + CARD));
            },
            "must be HASH  card.json. Received: "));
    files.add(
        new Hostile(
            "a line too many",
            model -> {
              Path sums = model.resolve(Checksums.NAME);
              Files.writeString(sums, Files.readString(sums) + "0".repeat(64) + "  /etc/passwd\n");
            },
            "must be the last. Received: "));
    files.add(
        new Hostile(
            "no checksums",
            model -> Files.delete(model.resolve(Checksums.NAME)),
            "no file SHA256"));
    files.add(card("units that fit no array", "\"units\": 4", "\"units\": 2147483647", "2^31"));
    files.add(
        card("units that fit no file", "\"units\": 4", "\"units\": 500000000", "4 bytes each"));
    files.add(card("a class name", "\"relu\"", "\"org.lockstep.trainer.Evil\"", "must be one of"));
    files.add(
        card(
            "a typed object",
            "\"relu\"",
            "{\"@class\": \"java.net.URL\", \"type\": \"relu\"}",
            "@class too"));
    files.add(card("a newer format", "\"formatVersion\": 2", "\"formatVersion\": 3", "1 to 2"));
    return files;
  }

  /** Of a model of texts, whose vocabulary is in its card. */
  static List<Hostile> vocabularies() {
    String documents = "\"documents\": 3";
    String terms = "\"terms\": [";
    String idf = "\"idf\": [";
    return List.of(
        card("2^63 documents", documents, "\"documents\": 9223372036854775808", "an integer"),
        card("fewer documents than a term's", documents, "\"documents\": 1", "must be in 1…1"),
        card("a term twice", "\"crew\"", "\"late\"", "terms must be distinct"),
        card("a term too many", terms, terms + "\"zzz\", ", "one document frequency a term"),
        card("a term that is an object", terms, terms + "{\"@class\": \"java.net.URL\"}, ", "must"),
        card("terms within terms", terms, terms + "[".repeat(100_000), "at most 32 levels"),
        card("a long term", terms, terms + '"' + "a".repeat(2 << 20) + "\", ", "at most 1,048,576"),
        card("an infinite idf", idf, idf + "1e999, ", "must"),
        card("an idf too many", idf, idf + "1.5, ", "must"),
        card(
            "frequencies of other terms",
            "\"documentFrequencies\": [",
            "\"documentFrequencies\": [-1, ",
            "one document frequency a term"),
        card(
            "a vocabulary by a path",
            terms,
            "\"termsFile\": \"../../terms\", " + terms,
            "termsFile"));
  }

  @ParameterizedTest
  @MethodSource("vocabularies")
  void aVocabularyIsRefusedWithASentenceInBoundedMemory(Hostile hostile) throws IOException {
    assertRefused(hostile, Models.text());
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedWithASentenceInBoundedMemory(Hostile hostile) throws IOException {
    assertRefused(hostile, Models.vector());
  }

  private void assertRefused(Hostile hostile, Model sound) throws IOException {
    Path model = folder.resolve("model");
    ModelFile.write(model, sound);
    hostile.change().in(model);
    long bytes = Files.size(model.resolve(CARD)) + Files.size(model.resolve(WEIGHTS));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable thrown = catchThrowable(() -> ModelFile.read(model));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(thrown).isInstanceOf(ModelFormatException.class);
    assertThat(thrown.getMessage())
        .contains("must", hostile.message())
        .hasSizeBetween(30, 2000)
        .matches("(?s).*\\(.*\\)");
    assertThat(allocated).isLessThan(BYTES_BESIDE_FILES + BYTES_A_BYTE * bytes);
  }

  @Test
  void whoReadsModelsOfStrangersCapsTheirFiles() throws IOException {
    Path model = folder.resolve("model");
    ModelFile.write(model, Models.vector());
    assertThat(ModelFile.read(model, new ModelCaps(10_000, 1_000))).isNotNull();
    assertThat(catchThrowable(() -> ModelFile.read(model, new ModelCaps(100, 1_000))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("card.json must be at most 100 bytes. Received: ");
    try (RandomAccessFile sparse = new RandomAccessFile(in(model).toFile(), "rw")) {
      sparse.setLength(20L << 30); // of zeros, which take no disk
    }
    assertThat(catchThrowable(() -> ModelFile.read(model)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("weights.safetensors must be at most 9,663,676,416 bytes");
    assertThat(catchThrowable(() -> new ModelCaps(0, 1)))
        .hasMessageStartingWith("cardBytes must be 1 to 268,435,456 and weightsBytes >= 1");
  }

  private static Path in(Path model) {
    return model.resolve(WEIGHTS);
  }

  private static Hostile card(String name, String from, String to, String message) {
    return new Hostile(
        name,
        model -> {
          String text = Files.readString(model.resolve(CARD));
          assertThat(text).contains(from);
          signed(model, CARD, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
        },
        message);
  }

  /** The header's text with another of any length in it; the data stay. */
  private static Hostile header(String name, String from, String to, String message) {
    return new Hostile(
        name,
        model -> {
          ByteBuffer file =
              ByteBuffer.wrap(Files.readAllBytes(in(model))).order(ByteOrder.LITTLE_ENDIAN);
          int length = (int) file.getLong();
          String json = new String(file.array(), 8, length, ASCII);
          assertThat(json).contains(from);
          byte[] data = Arrays.copyOfRange(file.array(), 8 + length, file.capacity());
          byte[] headed = headed(json.replace(from, to));
          byte[] all = Arrays.copyOf(headed, headed.length + data.length);
          System.arraycopy(data, 0, all, headed.length, data.length);
          signed(model, WEIGHTS, all);
        },
        message);
  }

  private static byte[] headed(String json) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length()).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putLong(json.length()).put(json.getBytes(ASCII)).array();
  }

  private static byte[] lengthOf(byte[] file, long length) {
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return file;
  }

  private static byte[] filled(char c, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) c);
    return bytes;
  }

  private static byte[] serialised() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ArrayList<>(List.of("a", "b")));
    }
    return bytes.toByteArray();
  }

  /** Writes one file and checksums that match, in the card and beside it. */
  private static void signed(Path model, String file, byte[] bytes) throws IOException {
    Files.write(model.resolve(file), bytes);
    sign(model);
  }

  private static void sign(Path model) throws IOException {
    Path card = model.resolve(CARD);
    Files.writeString(
        card,
        resigned(Files.readString(card, StandardCharsets.ISO_8859_1), model),
        StandardCharsets.ISO_8859_1);
    Files.write(model.resolve(Checksums.NAME), Checksums.of(model, List.of(CARD, WEIGHTS)));
  }

  private static String resigned(String card, Path model) throws IOException {
    return card.replaceAll("\"bytes\": \\d+", "\"bytes\": " + Files.size(in(model)))
        .replaceAll("\"sha256\": \"\\w+\"", "\"sha256\": \"" + Checksums.sha256(in(model)) + '"');
  }
}
