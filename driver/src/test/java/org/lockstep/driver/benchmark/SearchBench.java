package org.lockstep.driver.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code lockstep search} in {@code local[2]}, several times in this JVM: the grid that {@code
 * grid_search.py} tries, the first time cold, and a random search of 60 trials. A search is what
 * lies between prepared features and the best trial with its learning curves; all bits of the
 * repetitions must be those of the first. Arguments: the rows in LIBSVM's format, a folder to work
 * in.
 */
public final class SearchBench {
  private static final int FITS = 72;
  private static final int WARM = 3;

  private static final String JOB =
      """
      data {
        source = libsvm, path = "%s", vectorSize = 5000, labels = ["0", "1", "2"]
        split { train = 0.8, validation = 0.2, test = 0 }
      }
      network.layers = [{ units = 64, activation = sigmoid }]
      training { workers = 1, batchSize = 512, epochs = 10 }
      search {
        metric = macro_f1, refit = false
        %s
      }
      """;

  private static final String GRID =
      """
      space = [
        { name = rate, key = training.optimizer.learningRate, values = [0.001, 0.002, 0.004, 0.008, 0.016, 0.032] }
        { name = beta1, key = training.optimizer.beta1, values = [0.8, 0.85, 0.9, 0.95] }
      ]
      sampler = grid, trials = 24
      judge { type = folds, folds = 3 }
      """;

  private static final String RANDOM =
      """
      space = [
        { name = rate, key = training.optimizer.learningRate, from = 1e-3, to = 3e-2, scale = log }
        { name = units, key = "network.layers[0].units", values = [32, 64, 96] }
      ]
      sampler = random, trials = 60
      """;

  private SearchBench() {}

  public static void main(String[] arguments) throws IOException {
    Path rows = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    Path grid = job(folder, "grid", rows, GRID);
    JsonNode cold = SearchRun.search(grid, folder.resolve("cold"));
    Trial.row("grid-cold", seconds(cold), "s");
    double[] warm = new double[WARM];
    for (int i = 0; i < WARM; i++) {
      JsonNode again = SearchRun.search(grid, folder.resolve("warm-" + i));
      if (!again.path("trials").equals(withSecondsOf(again, cold).path("trials"))) {
        throw new IllegalStateException("a search that is repeated must have the same scores");
      }
      warm[i] = seconds(again);
    }
    Arrays.sort(warm);
    Trial.row("grid-warm", warm[WARM / 2], "s");
    Trial.row("grid-warm-fit", warm[WARM / 2] / FITS, "s");
    Trial.row("grid-best", cold.path("best").path("macro_f1").asDouble(), "");
    JsonNode busy = SearchRun.search(job(folder, "random", rows, RANDOM), folder.resolve("random"));
    Trial.row("slots-busy", 100 * busy.path("slots_busy").asDouble(), "%");
  }

  private static Path job(Path folder, String name, Path rows, String search) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".conf"), JOB.formatted(rows.toAbsolutePath(), search));
  }

  /** Between prepared features and the best trial. */
  private static double seconds(JsonNode found) {
    return found.path("seconds").path("search").asDouble();
  }

  /** Scores alone are compared: what the clock said of a trial is taken from the other. */
  private static JsonNode withSecondsOf(JsonNode clock, JsonNode scores) {
    JsonNode copy = scores.deepCopy();
    for (int i = 0; i < copy.path("trials").size(); i++) {
      ((ObjectNode) copy.path("trials").get(i))
          .set("seconds", clock.path("trials").path(i).path("seconds"));
    }
    return copy;
  }
}
