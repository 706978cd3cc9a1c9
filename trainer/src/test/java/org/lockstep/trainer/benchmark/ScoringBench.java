package org.lockstep.trainer.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.text.TermCounts;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Tokenizer;
import org.lockstep.trainer.text.Vocabulary;

/**
 * Microseconds a text, from the string to its labels and probabilities, on one thread: TF-IDF of
 * 5,000 words, 64 sigmoid units, 3 classes. One by one as a service scores them, and all at once.
 *
 * <p>The median of rounds after a warm-up. Checks that both ways give the same bits. Prints lines
 * {@code row {…}} of JSON.
 */
public final class ScoringBench {
  private static final int ROUNDS = 30;
  private static final int WARM_UP = 10;

  private ScoringBench() {}

  /** Argument: a file of texts, one a line. */
  public static void main(String[] arguments) throws IOException {
    List<String> texts = Files.readAllLines(Path.of(arguments[0]));
    Scorer scorer = new Scorer(model(texts));
    List<Prediction> expected = scorer.predictTexts(texts);
    double[] single = new double[ROUNDS];
    double[] batch = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < texts.size(); i++) {
        if (!scorer.predict(texts.get(i)).equals(expected.get(i))) {
          throw new IllegalStateException("a text must score the same alone. Received: row " + i);
        }
      }
      long between = System.nanoTime();
      if (!scorer.predictTexts(texts).equals(expected)) {
        throw new IllegalStateException("texts must score the same again");
      }
      long end = System.nanoTime();
      if (round >= 0) {
        single[round] = (between - start) / 1e3 / texts.size();
        batch[round] = (end - between) / 1e3 / texts.size();
      }
    }
    row("scoring-one-text", single);
    row("scoring-texts-at-once", batch);
  }

  /** Weights do not change the time, so they are the initial ones. */
  private static Model model(List<String> texts) {
    TextSpec spec = TextSpec.defaults();
    Tokenizer tokenizer = new Tokenizer(spec);
    TermCounts counts = new TermCounts();
    texts.forEach(text -> counts.add(tokenizer.terms(text)));
    TfIdf features = TfIdf.fit(spec, Vocabulary.of(counts.counts(), counts.documents(), spec));
    NetworkSpec network =
        NetworkSpec.of(
            features.width(),
            List.of(new DenseSpec(64, Activation.named("sigmoid"))),
            3,
            Task.MULTICLASS,
            0);
    float[] parameters = Parameters.initialise(network, 1).values();
    return new Model(
        network, parameters, features, List.of("negative", "neutral", "positive"), Map.of());
  }

  private static void row(String name, double[] micros) {
    Arrays.sort(micros);
    System.out.printf(
        Locale.ROOT,
        "row {\"name\": \"%s\", \"value\": %.3f, \"unit\": \"us\"}%n",
        name,
        micros[micros.length / 2]);
  }
}
