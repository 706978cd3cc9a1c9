package org.lockstep.trainer.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.table.TableFeatures;

/**
 * Any bytes as a model's card, weights or checksums, chosen by the first of them, are a model that
 * scores or a ModelFormatException. Checksums are made to match the other two.
 */
class ModelFuzzTest {
  private static final String CARD = "card.json";
  private static final String WEIGHTS = "weights.safetensors";

  private static Path folder;
  private static byte[] card;
  private static byte[] weights;

  @FuzzTest
  void readsOrRefuses(byte[] data) throws IOException {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    makeModel();
    byte[] rest = Arrays.copyOfRange(data, 1, data.length);
    Files.write(folder.resolve(WEIGHTS), data[0] == 'w' ? rest : weights);
    Files.write(folder.resolve(CARD), data[0] == 'c' ? rest : matching());
    Files.write(
        folder.resolve(Checksums.NAME),
        data[0] == 's' ? rest : Checksums.of(folder, List.of(CARD, WEIGHTS)));
    Model model;
    try {
      model = ModelFile.read(folder, new ModelCaps(1 << 20, 1 << 20));
    } catch (ModelFormatException e) {
      if (!e.getMessage().contains("must")) {
        throw new IllegalStateException("a refusal must say the rule", e);
      }
      return;
    }
    model.sha256();
    score(new Scorer(model));
  }

  /** Whatever was loaded scores a row of its kind. */
  private static void score(Scorer scorer) {
    FeaturePipeline features = scorer.model().features();
    if (features.kind() == FeaturePipeline.Kind.TEXT) {
      scorer.predict("The crew was wonderful, 3 hours late :( #fail @you http://a.b");
    } else if (features instanceof TableFeatures table) {
      double[] numbers = new double[table.spec().numericNames().size()];
      String[] words = new String[table.spec().categoricalNames().size()];
      Arrays.fill(numbers, 1.5);
      Arrays.fill(words, "other");
      scorer.predict(numbers, words);
    } else {
      double[] vector = new double[features.width()];
      Arrays.fill(vector, 0.25);
      scorer.predict(vector);
    }
  }

  private static byte[] matching() throws IOException {
    String text = new String(card, StandardCharsets.UTF_8);
    Path file = folder.resolve(WEIGHTS);
    return text.replaceAll("\"bytes\": \\d+", "\"bytes\": " + Files.size(file))
        .replaceAll("\"sha256\": \"\\w+\"", "\"sha256\": \"" + Checksums.sha256(file) + '"')
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void makeModel() throws IOException {
    if (folder != null) {
      return;
    }
    Path parent = Files.createTempDirectory("lockstep-fuzz");
    Path model = parent.resolve("model");
    ModelFile.write(model, Models.vector());
    card = Files.readAllBytes(model.resolve(CARD));
    weights = Files.readAllBytes(model.resolve(WEIGHTS));
    folder = model;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(parent, model)));
  }

  private static void delete(Path parent, Path model) {
    try {
      for (String name : List.of(CARD, WEIGHTS, Checksums.NAME)) {
        Files.deleteIfExists(model.resolve(name));
      }
      Files.delete(model);
      Files.delete(parent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
