package org.lockstep.driver.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.report.HistoryFile;
import org.lockstep.driver.report.MetricsFile;

/**
 * The hashes of a run, a stage each, in the order in which the stages are computed: {@code rows,
 * split, features, shards}, the weights after each epoch, {@code model}.
 */
public final class Stages {
  private static final String MODEL = "model_sha256";

  private final Map<String, String> hashes;

  Stages(Map<String, String> hashes) {
    this.hashes = new LinkedHashMap<>(hashes);
  }

  /**
   * Reads a finished run's.
   *
   * @throws IOException if a file is missing or a hash is
   */
  public static Stages of(Path run) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    JsonNode metrics = MetricsFile.read(run);
    metrics
        .path("fingerprints")
        .properties()
        .forEach(entry -> hashes.put(entry.getKey(), entry.getValue().asText()));
    List<String> lines = Files.readAllLines(run.resolve(HistoryFile.NAME), StandardCharsets.UTF_8);
    int column = List.of(lines.get(0).split(",")).indexOf("weights_sha256");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      String restart = cells[0].equals("1") ? "" : " of restart " + cells[0];
      hashes.put("weights after epoch " + cells[1] + restart, cells[column]);
    }
    String model = metrics.path(MODEL).asText();
    if (model.length() != 64) {
      throw new IOException(run + " must hold a " + MODEL + ". Received: " + model);
    }
    hashes.put("model", model);
    return new Stages(hashes);
  }

  /** {@code model_sha256}. */
  public String model() {
    return hashes.get("model");
  }

  /** A stage's hash; empty if this run has no such stage. */
  public String hash(String stage) {
    return hashes.getOrDefault(stage, "");
  }

  /** The first stage whose hash is not the other's; stages that only one has count, too. */
  public Optional<String> firstDifference(Stages other) {
    return hashes.keySet().stream()
        .filter(stage -> !hash(stage).equals(other.hash(stage)))
        .findFirst()
        .or(
            () ->
                other.hashes.keySet().stream()
                    .filter(stage -> !hashes.containsKey(stage))
                    .findFirst());
  }
}
