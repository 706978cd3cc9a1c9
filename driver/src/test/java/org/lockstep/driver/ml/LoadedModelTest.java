package org.lockstep.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.ModelFormatException;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/** What a stranger may have put where a saved model is expected: refused with a sentence. */
class LoadedModelTest {
  private static final String CARD = "card.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String SUMS = "SHA256SUMS";

  private static SparkSession spark;

  @TempDir private static Path folder;

  private static Path saved;
  private static int copies;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    saved = folder.resolve("saved");
    try {
      new LockstepClassifier()
          .setHiddenUnits(new int[] {5})
          .setMaxIter(1)
          .fit(MlFixture.flowers(spark, 60))
          .write()
          .save(saved.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** A copy of the saved model, without the checksums that Hadoop keeps beside its files. */
  private static Path copy() throws IOException {
    Path copy = folder.resolve("copy-" + copies++);
    try (var all = Files.walk(saved)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (!each.getFileName().toString().endsWith(".crc")) {
          Files.copy(each, copy.resolve(saved.relativize(each)));
        }
      }
    }
    return copy;
  }

  private static void refused(Path path, String... words) {
    refused(path, LockstepClassificationModel::load, words);
  }

  private static void refused(Path path, Function<String, ?> load, String... words) {
    assertThatThrownBy(() -> load.apply(path.toString()))
        .cause()
        .isInstanceOf(ModelFormatException.class)
        .satisfies(failure -> assertThat(failure.getMessage()).contains(words));
  }

  private interface Change {
    byte[] of(byte[] sound) throws IOException;
  }

  /** One file changed. */
  private static Path changed(String file, Change change) throws IOException {
    Path copy = copy();
    Path changed = copy.resolve("model").resolve(file);
    Files.write(changed, change.of(Files.readAllBytes(changed)));
    return copy;
  }

  /** One file changed by somebody who also makes the checksums fit. */
  private static Path forged(String file, Change change) throws Exception {
    Path copy = changed(file, change);
    Path model = copy.resolve("model");
    StringBuilder sums = new StringBuilder();
    for (String each : List.of(CARD, WEIGHTS)) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(model.resolve(each)));
      sums.append(HexFormat.of().formatHex(hash)).append("  ").append(each).append('\n');
    }
    Files.writeString(model.resolve(SUMS), sums);
    return copy;
  }

  private static byte[] javaObject() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(new ArrayList<>(List.of("a", "b")));
    }
    return out.toByteArray();
  }

  @Test
  void damagedFilesAreRefused() throws Exception {
    assertThat(LockstepClassificationModel.load(copy().toString()).numFeatures()).isEqualTo(4);
    refused(changed(WEIGHTS, bytes -> Arrays.copyOf(bytes, bytes.length / 2)), "SHA-256", WEIGHTS);
    refused(
        changed(
            WEIGHTS,
            bytes -> {
              bytes[bytes.length - 3] ^= 4;
              return bytes;
            }),
        "SHA-256",
        WEIGHTS);
    refused(changed(CARD, bytes -> Arrays.copyOf(bytes, bytes.length - 9)), CARD);
    refused(forged(WEIGHTS, bytes -> Arrays.copyOf(bytes, bytes.length / 2)), WEIGHTS, "must be");
    for (String file : List.of(CARD, WEIGHTS, SUMS)) {
      Path copy = copy();
      Files.delete(copy.resolve("model").resolve(file));
      refused(copy, "no file " + file);
    }
  }

  @Test
  void hostileFilesAreRefused() throws Exception {
    refused(
        forged(CARD, bytes -> "[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII)), "deep");
    for (String file : List.of(CARD, WEIGHTS)) {
      refused(forged(file, bytes -> javaObject()), file);
    }
    refused(
        changed(
            SUMS,
            bytes ->
                new String(bytes, StandardCharsets.US_ASCII)
                    .replace(WEIGHTS, "../../../etc/passwd")
                    .getBytes(StandardCharsets.US_ASCII)),
        "a line of SHA256SUMS must be",
        "../etc/passwd");
    Path copy = copy();
    Path file = copy.resolve("model").resolve(WEIGHTS);
    Files.delete(file);
    Files.createDirectory(file);
    refused(copy, WEIGHTS + " must be a file. Received: a directory");
  }

  /** The file has no bytes on the disk: it is refused before one is copied. */
  @Test
  void filesThatAreTooLargeAreRefusedBeforeTheyAreCopied() throws IOException {
    for (Map.Entry<String, Long> each :
        Map.of(CARD, 257L << 20, WEIGHTS, 10L << 30, SUMS, 5000L).entrySet()) {
      Path copy = copy();
      Path large = copy.resolve("model").resolve(each.getKey());
      try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
        file.setLength(each.getValue());
      }
      long before = System.nanoTime();
      refused(copy, each.getKey() + " must be at most ", "bytes. Received: ");
      assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
      Files.delete(large);
    }
  }

  @Test
  void whatElseLiesInTheFolderIsNotLookedAt() throws IOException {
    Path copy = copy();
    Path other = copy.resolve("model").resolve("weights.bin");
    try (RandomAccessFile file = new RandomAccessFile(other.toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThat(LockstepClassificationModel.load(copy.toString()).numClasses()).isEqualTo(3);
    Files.delete(other);
  }

  @Test
  void aNewerFormatIsRefusedWithBothVersions() throws Exception {
    refused(
        forged(
            CARD,
            bytes ->
                new String(bytes, StandardCharsets.UTF_8)
                    .replaceFirst("(\"formatVersion\"\\s*:\\s*)\\d+", "$199")
                    .getBytes(StandardCharsets.UTF_8)),
        "formatVersion must be 1 to ",
        "Received: 99");
  }

  private static Path instead(Model model) throws IOException {
    Path copy = copy();
    Path place = copy.resolve("model");
    for (String file : List.of(CARD, WEIGHTS, SUMS)) {
      Files.delete(place.resolve(file));
    }
    Files.delete(place);
    ModelFile.write(place, model);
    return copy;
  }

  private static Model vectors(Task task, int outputs, String... labels) {
    NetworkSpec network =
        NetworkSpec.of(4, List.of(new DenseSpec(3, Activation.named("relu"))), outputs, task, 0);
    return new Model(
        network,
        Parameters.initialise(network, 1).values(),
        new VectorFeatures(4),
        List.of(labels),
        Map.of());
  }

  /** The metadata may call a model what it is not. */
  @Test
  void aNetworkOfAnotherTaskIsRefused() throws IOException {
    String rule = "the model must be a network of classes over vectors. Received: a ";
    refused(instead(vectors(Task.REGRESSION, 1)), rule + "REGRESSION network of 1 outputs");
    refused(instead(vectors(Task.MULTI_LABEL, 2, "a", "b")), rule + "MULTI_LABEL");
    refused(instead(vectors(Task.DISTRIBUTION, 2, "a", "b")), rule + "DISTRIBUTION");
    assertThat(
            LockstepClassificationModel.load(instead(vectors(Task.BINARY, 1, "a", "b")).toString())
                .labels())
        .containsExactly("a", "b");
  }

  /** Each load wants what its own class wrote. */
  @Test
  void aModelOfAnotherClassIsRefused() {
    for (Function<String, ?> load :
        List.<Function<String, ?>>of(
            LockstepRegressionModel::load,
            LockstepMultiLabelModel::load,
            LockstepAutoencoderModel::load)) {
      assertThatThrownBy(() -> load.apply(saved.toString()))
          .hasMessageContaining("Expected class name")
          .hasMessageContaining("LockstepClassificationModel");
    }
  }
}
