package org.lockstep.driver.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelCaps;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.ModelFormatException;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/**
 * A checkpoint, or one file of a model, that was changed after it was written, its hash left alone:
 * whatever was changed, it is refused with its reader's own exception and a sentence. The first
 * byte chooses the file, the others say what happens to it ({@link Damage}).
 */
class SealedFilesFuzzTest {
  private static final List<String> MODEL =
      List.of("card.json", "weights.safetensors", "SHA256SUMS");

  private static byte[] checkpoint;
  private static Path model;
  private static Map<String, byte[]> files;

  @FuzzTest
  void readsOrRefuses(byte[] data) throws IOException {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    prepare();
    int file = data[0] & 3;
    byte[] damages = Arrays.copyOfRange(data, 1, data.length);
    if (file == MODEL.size()) {
      changedCheckpoint(damages);
    } else {
      changedModel(MODEL.get(file), damages);
    }
  }

  private static void changedCheckpoint(byte[] damages) throws IOException {
    byte[] changed = Damage.of(checkpoint, damages);
    // A file may also have grown or shrunk since its length was asked for.
    for (long length : new long[] {changed.length, checkpoint.length}) {
      boolean whole = Arrays.equals(changed, checkpoint);
      try {
        CheckpointFormat.read(() -> new ByteArrayInputStream(changed), length);
        require(whole || startsWhole(changed, length), "a changed checkpoint must be refused");
      } catch (CheckpointException e) {
        require(!whole, "a whole checkpoint must be read");
        require(e.getMessage().contains("must"), "a refusal must say the rule");
      }
    }
  }

  /** What was appended to a file after its length was asked for is not read. */
  private static boolean startsWhole(byte[] changed, long length) {
    return length == checkpoint.length
        && changed.length >= length
        && Arrays.equals(changed, 0, checkpoint.length, checkpoint, 0, checkpoint.length);
  }

  private static void changedModel(String name, byte[] damages) throws IOException {
    byte[] changed = Damage.of(files.get(name), damages);
    boolean whole = Arrays.equals(changed, files.get(name));
    Files.write(model.resolve(name), changed);
    try {
      ModelFile.read(model, new ModelCaps(1 << 20, 1 << 20));
      require(whole, "a changed " + name + " must be refused");
    } catch (ModelFormatException e) {
      require(!whole, "a whole " + name + " must be read");
      require(e.getMessage().contains("must"), "a refusal must say the rule: " + e.getMessage());
    } finally {
      Files.write(model.resolve(name), files.get(name));
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException(rule);
    }
  }

  private static void prepare() throws IOException {
    if (files != null) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CheckpointFormat.write(States.checkpoint(3), bytes);
    checkpoint = bytes.toByteArray();
    NetworkSpec network =
        NetworkSpec.of(2, List.of(new DenseSpec(4, Activation.named("relu"))), 1, Task.BINARY, 0);
    float[] parameters = Parameters.initialise(network, 3).values();
    Path folder = Files.createTempDirectory("lockstep-fuzz");
    model = folder.resolve("model");
    ModelFile.write(
        model,
        new Model(
            network, parameters, new VectorFeatures(2), List.of("no", "yes"), Map.of("seed", 3L)));
    folder.toFile().deleteOnExit(); // the last registered goes first
    model.toFile().deleteOnExit();
    MODEL.forEach(name -> model.resolve(name).toFile().deleteOnExit());
    files =
        Map.of(
            MODEL.get(0), Files.readAllBytes(model.resolve(MODEL.get(0))),
            MODEL.get(1), Files.readAllBytes(model.resolve(MODEL.get(1))),
            MODEL.get(2), Files.readAllBytes(model.resolve(MODEL.get(2))));
  }
}
