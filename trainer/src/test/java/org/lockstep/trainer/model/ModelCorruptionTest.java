package org.lockstep.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * Damaged models: a flipped or missing byte gives a ModelFormatException with a sentence, or, in
 * the card's free text, a model; never another exception, never an OutOfMemoryError.
 */
class ModelCorruptionTest {
  @TempDir Path folder;
  private Path model;
  private Path card;
  private Path weights;

  @BeforeEach
  void writeModel() throws IOException {
    model = folder.resolve("m");
    ModelFile.write(model, Models.text());
    card = model.resolve("card.json");
    weights = model.resolve("weights.safetensors");
  }

  @Test
  void everyFlippedByteOfTheWeightsIsFoundOut() throws IOException {
    byte[] sound = Files.readAllBytes(weights);
    Random random = new Random(5);
    for (int i = 0; i < sound.length; i++) {
      Files.write(weights, flipped(sound, i, random));
      assertThat(refused("weights byte " + i)).as("weights byte %d", i).isTrue();
    }
  }

  @Test
  void everyTruncationIsFoundOut() throws IOException {
    for (Path file : List.of(card, weights, model.resolve(Checksums.NAME))) {
      byte[] sound = Files.readAllBytes(file);
      for (int length = 0; length < sound.length; length++) {
        Files.write(file, Arrays.copyOf(sound, length));
        assertThat(refused(file + " of " + length)).as("%s, %d bytes", file, length).isTrue();
      }
      Files.write(file, sound);
    }
  }

  @Test
  void everyFlippedByteOfTheCardAndOfTheChecksumsIsFoundOut() throws IOException {
    Random random = new Random(6);
    for (Path file : List.of(card, model.resolve(Checksums.NAME))) {
      byte[] sound = Files.readAllBytes(file);
      for (int i = 0; i < sound.length; i++) {
        Files.write(file, flipped(sound, i, random));
        assertThat(refused(file + " byte " + i)).as("%s, byte %d", file, i).isTrue();
      }
      Files.write(file, sound);
    }
  }

  /** Past the checksum. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aFlippedByteOfTheCardIsAModelOrASentence(long seed) throws IOException {
    byte[] sound = Files.readAllBytes(card);
    Random random = new Random(seed);
    int refusals = 0;
    for (int i = 0; i < sound.length; i++) {
      Files.write(card, flipped(sound, i, random));
      Files.write(
          model.resolve(Checksums.NAME),
          Checksums.of(model, List.of("card.json", "weights.safetensors")));
      refusals += refused("seed %d, card byte %d".formatted(seed, i)) ? 1 : 0;
    }
    assertThat(refusals).isGreaterThan(sound.length / 2);
  }

  /** Past the checksum: whoever writes a hostile header writes a matching checksum too. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aFlippedByteOfTheWeightsHeaderIsASentenceWithoutAnyChecksum(long seed) throws IOException {
    byte[] sound = Files.readAllBytes(weights);
    Random random = new Random(seed);
    Model original = Models.text();
    int header = sound.length - original.parameters().length * Float.BYTES;
    for (int i = 0; i < header; i++) {
      Files.write(weights, flipped(sound, i, random));
      float[] parameters = new float[original.parameters().length];
      List<SafeTensors.Tensor> tensors =
          new ParameterLayout(original.network())
              .slices().stream()
                  .map(
                      slice -> {
                        Matrix view = slice.of(parameters);
                        return new SafeTensors.Tensor(slice.name(), view, !slice.kernel());
                      })
                  .toList();
      try {
        SafeTensors.read(weights, tensors);
        assertThat(parameters).as("seed %d, byte %d", seed, i).isEqualTo(original.parameters());
      } catch (ModelFormatException e) {
        assertSentence(e);
      }
    }
  }

  /** True on a ModelFormatException, false if the model still reads. */
  private boolean refused(String what) {
    try {
      ModelFile.read(model);
      return false;
    } catch (ModelFormatException e) {
      assertSentence(e);
      return true;
    } catch (IOException | RuntimeException | Error e) {
      return fail(what, e);
    }
  }

  private static void assertSentence(ModelFormatException e) {
    assertThat(e.getMessage()).containsPattern("must ").hasSizeBetween(20, 2000);
  }

  private static byte[] flipped(byte[] sound, int at, Random random) {
    byte[] bytes = sound.clone();
    bytes[at] ^= (byte) (1 + random.nextInt(255));
    return bytes;
  }
}
