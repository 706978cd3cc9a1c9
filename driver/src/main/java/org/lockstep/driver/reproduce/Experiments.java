package org.lockstep.driver.reproduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All experiments by the word that asks for them. */
final class Experiments {
  static final String ALL = "all";
  private static final String JOB = ".conf";

  /** What the means of a shipped job are to reach; of other jobs nothing is expected. */
  private static final Map<String, Map<String, Double>> GOALS =
      Map.of(
          "airline-best.conf", Map.of("test macro_f1", 0.74),
          "imdb-best.conf", Map.of("test accuracy", 0.915));

  private Experiments() {}

  /** Those of the lecture, in the order of the page. */
  static Map<String, Experiment> lecture() {
    Map<String, Experiment> experiments = new LinkedHashMap<>();
    for (Experiment experiment :
        List.of(
            new Airline(),
            new Regularisation(),
            new Imdb(),
            new Boundaries(),
            new Housing(),
            new Digits(),
            new Bases(),
            new Depth(),
            Choices.initialisers(),
            Choices.optimizers(),
            Choices.schedules(),
            Choices.normalisation())) {
      experiments.put(experiment.name(), experiment);
    }
    return experiments;
  }

  /** What may be asked for, job files aside. */
  static List<String> words() {
    List<String> words = new ArrayList<>(lecture().keySet());
    words.add(Mnist.NAME);
    words.add(ALL);
    return words;
  }

  /**
   * The experiments of a word or a job file.
   *
   * @return nothing for an unknown word
   */
  static Optional<List<Experiment>> of(String word) {
    if (word.equals(ALL)) {
      return Optional.of(List.copyOf(lecture().values()));
    }
    if (word.endsWith(JOB)) {
      Path file = Path.of(word);
      return Optional.of(
          List.of(new Refit(file, GOALS.getOrDefault(file.getFileName().toString(), Map.of()))));
    }
    return word.equals(Mnist.NAME)
        ? Optional.of(List.of(new Mnist()))
        : Optional.ofNullable(lecture().get(word)).map(List::of);
  }
}
