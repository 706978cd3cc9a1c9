package org.lockstep.driver.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lockstep.driver.mlflow.MlflowClient.Metric;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.Follower;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.table.CsvTable;

/**
 * A run on an MLflow server: the job's keys as params, {@code history.csv} as metrics by epoch, and
 * at the end the scores of {@code metrics.json}. {@code mlflow.json} keeps the server's id of the
 * run, so that a run that goes on stays one run there.
 */
public final class MlflowRun implements Follower {
  /** The file's name inside a run directory. */
  public static final String NAME = "mlflow.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NO_METRICS =
      List.of("restart", "epoch", "best", "weights_sha256");

  private final Path run;
  private final String url;
  private final String experiment;
  private final String name;
  private final MlflowClient client;
  private Optional<String> id = Optional.empty();
  private int told;

  /**
   * @param name of the run, for people
   * @param environment where MLflow's own client looks for its token
   */
  public MlflowRun(
      Path run, String url, String experiment, String name, Map<String, String> environment) {
    this.run = run;
    this.url = url;
    this.experiment = experiment;
    this.name = name;
    this.client = new MlflowClient(url, environment);
  }

  @Override
  public String name() {
    return "MLflow";
  }

  @Override
  public void follow() throws IOException {
    String there = id();
    Optional<CsvTable> history = CsvTable.read(run.resolve("history.csv"));
    if (history.isEmpty()) {
      return;
    }
    List<Metric> metrics = new ArrayList<>();
    for (int row = told; row < history.get().rows().size(); row++) {
      metrics(history.get(), row, metrics);
    }
    client.metrics(there, metrics);
    told = history.get().rows().size();
  }

  @Override
  public void ended(boolean done) throws IOException {
    follow();
    String there = id();
    Path file = run.resolve("metrics.json");
    if (done && Files.isRegularFile(file)) {
      JsonNode root = JSON.readTree(Files.readString(file));
      List<Metric> scores = new ArrayList<>();
      long now = System.currentTimeMillis();
      long epoch = root.path("best_epoch").asLong();
      root.path("splits")
          .properties()
          .forEach(
              split ->
                  split
                      .getValue()
                      .properties()
                      .forEach(
                          each -> {
                            if (each.getValue().isNumber()) {
                              String key = "final/" + split.getKey() + "/" + each.getKey();
                              scores.add(new Metric(key, each.getValue().asDouble(), now, epoch));
                            }
                          }));
      client.metrics(there, scores);
      client.tag(there, "model_sha256", root.path("model_sha256").asText());
    }
    client.status(there, done ? "FINISHED" : "FAILED", Optional.of(System.currentTimeMillis()));
  }

  /** The server's id of the run: from an earlier attempt, or a new one. */
  private String id() throws IOException {
    if (id.isPresent()) {
      return id.get();
    }
    Path file = run.resolve(NAME);
    if (Files.isRegularFile(file)) {
      JsonNode there = JSON.readTree(Files.readString(file));
      if (there.path("url").asText().equals(url)) {
        id = Optional.of(there.path("run_id").asText());
        client.status(id.get(), "RUNNING", Optional.empty());
        return id.get();
      }
    }
    String begun = client.begin(client.experiment(experiment), name, System.currentTimeMillis());
    AtomicFile.write(
        file, JSON.createObjectNode().put("url", url).put("run_id", begun).toPrettyString() + "\n");
    id = Optional.of(begun);
    client.params(begun, params());
    return begun;
  }

  private List<Map.Entry<String, String>> params() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    ConfigFactory.parseString(Files.readString(run.resolve(RunDirectory.JOB)))
        .entrySet()
        .forEach(
            each -> keys.put(each.getKey(), each.getValue().render(ConfigRenderOptions.concise())));
    return List.copyOf(keys.entrySet());
  }

  private static void metrics(CsvTable history, int row, List<Metric> metrics) {
    List<String> cells = history.rows().get(row);
    String restart = cells.get(history.columns().indexOf("restart"));
    String prefix = restart.equals("1") ? "" : "restart_" + restart + "/";
    long epoch = Long.parseLong(cells.get(history.columns().indexOf("epoch")));
    long now = System.currentTimeMillis();
    for (int c = 0; c < cells.size(); c++) {
      double value = CsvTable.number(cells.get(c));
      if (Double.isFinite(value) && !NO_METRICS.contains(history.columns().get(c))) {
        metrics.add(new Metric(prefix + history.columns().get(c), value, now, epoch));
      }
    }
  }
}
