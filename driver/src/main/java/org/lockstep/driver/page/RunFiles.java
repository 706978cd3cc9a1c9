package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.StatusFile;
import org.lockstep.driver.run.StatusRecord;
import org.lockstep.driver.table.CsvTable;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.ModelFormatException;

/**
 * What lies in a run directory, read as far as it is there: a run that is under way or failed has a
 * history and no scores.
 */
public final class RunFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final Optional<Model> model;

  private RunFiles(Path path, Optional<Model> model) {
    this.path = path;
    this.model = model;
  }

  /**
   * Opens a directory.
   *
   * @throws RunException (66) if it is no run
   */
  public static RunFiles open(Path path) throws IOException {
    if (!Files.isRegularFile(path.resolve(RunDirectory.JOB))) {
      throw new RunException(
          ExitCode.INPUT_MISSING, "the run must be a directory with job.conf. Received: " + path);
    }
    return new RunFiles(path, model(path.resolve("model")));
  }

  private static Optional<Model> model(Path folder) throws IOException {
    if (!Files.isRegularFile(folder.resolve("card.json"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(ModelFile.read(folder));
    } catch (ModelFormatException e) {
      throw new RunException(ExitCode.INPUT_MISSING, e.getMessage(), e);
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** Its last name, for people. */
  public String name() {
    Path last = path.toAbsolutePath().normalize().getFileName();
    return last == null ? path.toString() : last.toString();
  }

  /** The model, if there is one already. */
  public Optional<Model> model() {
    return model;
  }

  /** The resolved job as it was written. */
  public String job() throws IOException {
    return Files.readString(path.resolve(RunDirectory.JOB), StandardCharsets.UTF_8);
  }

  /** The status, if there is one. */
  public Optional<StatusRecord> status() throws IOException {
    return StatusFile.read(path);
  }

  /** A JSON file; missing where there is none. */
  public JsonNode json(String name) throws IOException {
    Path file = path.resolve(name);
    return Files.isRegularFile(file)
        ? JSON.readTree(Files.readString(file, StandardCharsets.UTF_8))
        : MissingNode.getInstance();
  }

  /** {@code metrics.json}. */
  public JsonNode metrics() throws IOException {
    return json("metrics.json");
  }

  /** A table; nothing where there is none. */
  public Optional<CsvTable> table(String name) throws IOException {
    return CsvTable.read(path.resolve(name));
  }

  /** The rows of {@code history.csv} or {@code layers.csv} that belong to the kept restart. */
  public Optional<CsvTable> ofBestRestart(String name) throws IOException {
    String restart = metrics().path("restart").asText("1");
    return table(name).map(table -> table.where("restart", restart));
  }

  /** The split by which a run is judged: the test split if there is one. */
  public String judged() throws IOException {
    JsonNode splits = metrics().path("splits");
    for (String split : List.of("test", "validation", "train")) {
      if (splits.has(split)) {
        return split;
      }
    }
    return "";
  }

  /** The scores of that split. */
  public JsonNode scores() throws IOException {
    return metrics().path("splits").path(judged());
  }

  /** The classes or labels in order. */
  public List<String> labels() throws IOException {
    List<String> labels = new ArrayList<>();
    metrics().path("labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  /** The metric that a person looks at first. */
  public String headline() throws IOException {
    return switch (metrics().path("task").asText()) {
      case "regression", "reconstruction" -> "rmse";
      case "distribution" -> "kl_divergence";
      default -> "macro_f1";
    };
  }
}
