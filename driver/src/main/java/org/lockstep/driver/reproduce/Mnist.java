package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.reproduce.Outcome.Figures;

/**
 * MNIST with 784-50-10, if the user has it: {@value #FILE}, with a header, the column {@code label}
 * and 784 columns of grey values 0 to 255.
 */
final class Mnist implements Experiment {
  static final String NAME = "mnist";
  static final String FILE = "mnist.csv";
  private static final String LABEL = "label";
  private static final String TEST = "test accuracy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Outcome run(Lab lab) throws IOException {
    Path file =
        find(lab.lookUp())
            .orElseThrow(
                () ->
                    DataException.missing(
                        "%s (a header, the column label, 784 of grey values) must be in $LOCKSTEP_DATA, ./data or ~/.cache/lockstep. Received: none of them has it",
                        FILE));
    Outcome.Builder out =
        Outcome.of(
            NAME,
            "MNIST, 784-50-10",
            "The lecture's network of 50 sigmoid units for digits of 28×28 pixels.",
            TEST,
            "validation accuracy",
            "train accuracy",
            Trained.LENGTH);
    Lab.Run run = lab.train(NAME, "data.path=\"" + file + "\"", columns(file));
    Figures row = out.row("784-50-10", run.trained().figures("accuracy"), run.how());
    out.claim(
        "digits are told apart (test accuracy at least 0.95)",
        row.value(TEST) >= 0.95,
        "%.4f",
        row.value(TEST));
    return out.done(
        "60% of the file's rows are for training, 20% for the test; the usual test set is not kept"
            + " apart.");
  }

  /** Whether the user has it. */
  static boolean isThere(LookUp lookUp) {
    return find(lookUp).isPresent();
  }

  private static Optional<Path> find(LookUp lookUp) {
    return Stream.of(
            lookUp.lockstepData().map(Path::of),
            Optional.of(lookUp.workingFolder().resolve("data")),
            Optional.of(lookUp.cache()))
        .flatMap(Optional::stream)
        .map(folder -> folder.resolve(FILE))
        .filter(Files::exists)
        .findFirst();
  }

  /** All columns but the label are features. */
  private static String columns(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      String header =
          lines
              .findFirst()
              .orElseThrow(() -> DataException.bad("%s must have a header. Received: none", file));
      List<String> names = Arrays.stream(header.split(",")).map(String::strip).toList();
      if (!names.contains(LABEL)) {
        throw DataException.bad(
            "%s must have a column named label. Received: %d others", file, names.size());
      }
      return names.stream()
          .filter(name -> !name.equals(LABEL))
          .map(name -> "\"" + name + "\"")
          .collect(Collectors.joining(", ", "features.columns=[", "]"));
    }
  }
}
