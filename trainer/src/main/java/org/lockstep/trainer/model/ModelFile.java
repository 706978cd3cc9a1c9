package org.lockstep.trainer.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * A model as a directory of three files: {@value #WEIGHTS}, {@value #CARD} and {@value
 * Checksums#NAME}, the SHA-256 of both. Data only: reading one runs no code from it.
 *
 * <p>The same model gives the same bytes. The card, too, holds the SHA-256 of the weights; every
 * size is checked before memory is taken for it. Models of format 1, which had no {@value
 * Checksums#NAME}, are read as ever.
 */
public final class ModelFile {
  static final String WEIGHTS = "weights.safetensors";
  static final String CARD = "card.json";

  private static final List<String> SUMMED = List.of(CARD, WEIGHTS);

  /** The first format whose directories hold checksums. */
  private static final long SUMMED_SINCE = 2;

  private ModelFile() {}

  /**
   * Writes the model so that {@code directory} is there complete or not at all: into a sibling
   * directory, forced to the disk, then renamed.
   *
   * @throws FileAlreadyExistsException if {@code directory} exists
   */
  public static void write(Path directory, Model model) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw alreadyThere(target, null);
    }
    Files.createDirectories(target.getParent());
    // Not createTempDirectory, whose directories only their owner can read.
    Path building =
        Files.createDirectory(
            target.resolveSibling("." + target.getFileName() + ".building-" + UUID.randomUUID()));
    try {
      Path weights = building.resolve(WEIGHTS);
      SafeTensors.write(weights, tensors(model.network(), model.parameters()));
      ModelCard card =
          new ModelCard(
              model.network(),
              model.labels(),
              model.thresholds(),
              model.features(),
              Files.size(weights),
              Checksums.sha256(weights),
              model.provenance());
      writeForced(building.resolve(CARD), card.write());
      writeForced(building.resolve(Checksums.NAME), Checksums.of(building, SUMMED));
      force(building);
      move(building, target);
    } catch (IOException | RuntimeException e) {
      discard(building, e);
      throw e;
    }
    force(target.getParent());
  }

  /** A fitted pipeline as a model's card has it: JSON. */
  public static String featuresCard(FeaturePipeline features) {
    return new String(Json.write(FeatureCard.write(features)), StandardCharsets.UTF_8);
  }

  /**
   * The pipeline that {@link #featuresCard} wrote.
   *
   * @throws ModelFormatException if the text is something else
   */
  public static FeaturePipeline readFeatures(String card) throws ModelFormatException {
    byte[] utf8 = card.getBytes(StandardCharsets.UTF_8);
    try {
      return FeatureCard.read(CardFields.of(Json.read(utf8, Json.Limits.standard()), "features"));
    } catch (JsonException | IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + " (features)", e);
    }
  }

  /**
   * The files of a model and how many bytes each may have, for who brings them from elsewhere
   * before {@link #read}: no other file is ever looked at.
   */
  public static Map<String, Long> files(ModelCaps caps) {
    return Map.of(
        CARD,
        caps.cardBytes(),
        WEIGHTS,
        caps.weightsBytes(),
        Checksums.NAME,
        (long) Checksums.MOST_BYTES);
  }

  /**
   * Reads a model, within {@link ModelCaps#standard}.
   *
   * @throws ModelFormatException if a file is missing, damaged, or of a newer format
   */
  public static Model read(Path directory) throws IOException {
    return read(directory, ModelCaps.standard());
  }

  /**
   * Reads a model.
   *
   * @throws ModelFormatException if a file is missing, too large, damaged, or of a newer format
   */
  public static Model read(Path directory, ModelCaps caps) throws IOException {
    Path cardFile = require(directory, CARD, caps.cardBytes());
    CardFields fields = ModelCard.parse(Files.readAllBytes(cardFile), cardFile.toString());
    Path weights = require(directory, WEIGHTS, caps.weightsBytes());
    if (Files.exists(directory.resolve(Checksums.NAME))
        || ModelCard.formatVersion(fields) >= SUMMED_SINCE) {
      require(directory, Checksums.NAME, caps.cardBytes());
      Checksums.check(directory, SUMMED);
    }
    ModelCard card = ModelCard.read(fields, cardFile.toString());
    // The file's true size bounds the array: a card that promises more parameters is found out
    // here.
    if (Files.size(weights) != card.weightsBytes()) {
      throw new ModelFormatException(
          "%s must be %,d bytes, as its card says. Received: %,d (%s)"
              .formatted(WEIGHTS, card.weightsBytes(), Files.size(weights), directory));
    }
    Checksums.requireHash(directory, WEIGHTS, card.weightsSha256(), CARD);
    return new Model(
        card.network(),
        parameters(card, weights),
        card.features(),
        card.labels(),
        card.thresholds(),
        card.provenance());
  }

  private static float[] parameters(ModelCard card, Path weights) throws IOException {
    ParameterLayout layout;
    try {
      layout = new ParameterLayout(card.network());
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + " (" + CARD + ")", e);
    }
    if ((long) layout.numbers() * Float.BYTES > card.weightsBytes()) {
      throw new ModelFormatException(
          "%s must hold %,d parameters, 4 bytes each. Received: %,d bytes (%s)"
              .formatted(WEIGHTS, layout.numbers(), card.weightsBytes(), weights.getParent()));
    }
    float[] parameters = new float[layout.size()];
    SafeTensors.read(weights, tensors(card.network(), parameters));
    return parameters;
  }

  /** The parameters' slices as tensors, in layout order. */
  private static List<SafeTensors.Tensor> tensors(NetworkSpec network, float[] parameters) {
    return new ParameterLayout(network)
        .slices().stream()
            .map(
                slice -> {
                  Matrix view = slice.of(parameters);
                  return new SafeTensors.Tensor(slice.name(), view, !slice.kernel());
                })
            .toList();
  }

  private static Path require(Path directory, String name, long mostBytes) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelFormatException(
          "a model directory must hold %s, %s and %s. Received: no file %s (%s)"
              .formatted(CARD, WEIGHTS, Checksums.NAME, name, directory));
    }
    long bytes = Files.size(file);
    if (bytes > mostBytes) {
      throw new ModelFormatException(
          "%s must be at most %,d bytes. Received: %,d (%s)"
              .formatted(name, mostBytes, bytes, directory));
    }
    return file;
  }

  private static void writeForced(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  /** Forces a directory's entries to the disk, where the file system can open directories. */
  private static void force(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void move(Path building, Path target) throws IOException {
    try {
      Files.move(building, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      throw alreadyThere(target, e);
    }
  }

  private static FileAlreadyExistsException alreadyThere(Path target, IOException cause) {
    FileAlreadyExistsException exists =
        new FileAlreadyExistsException(
            target.toString(), null, "a model is written into a directory that does not exist yet");
    if (cause != null) {
      exists.initCause(cause);
    }
    return exists;
  }

  /** Removes what was begun; the first failure is the one that matters. */
  private static void discard(Path building, Exception failure) {
    try {
      Files.deleteIfExists(building.resolve(WEIGHTS));
      Files.deleteIfExists(building.resolve(CARD));
      Files.deleteIfExists(building.resolve(Checksums.NAME));
      Files.deleteIfExists(building);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
