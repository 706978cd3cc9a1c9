package org.lockstep.driver.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.table.CsvTable;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.state.Restart;
import org.lockstep.trainer.training.AveragingSpec;

/** {@code metrics.json}: everything a run found out, for programs. */
public final class MetricsFile {
  /** The file's name inside a run directory. */
  public static final String NAME = "metrics.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private MetricsFile() {}

  /** Writes the outcome into the run directory, with each epoch's times from its history. */
  public static void write(Path directory, RunOutcome outcome) throws IOException {
    ObjectNode root = tree(outcome);
    Optional<CsvTable> history = CsvTable.read(directory.resolve(HistoryFile.NAME));
    if (history.isPresent()) {
      epochSeconds(root.putArray("epoch_seconds"), history.get());
    }
    Files.writeString(
        directory.resolve(NAME),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n",
        StandardCharsets.UTF_8);
  }

  /** The whole epoch's, then where they went. */
  private static void epochSeconds(ArrayNode epochs, CsvTable history) {
    double[] restarts = history.numbers("restart");
    double[] numbers = history.numbers("epoch");
    Map<String, double[]> seconds = new LinkedHashMap<>();
    seconds.put("all", history.numbers("seconds"));
    PhaseSeconds.none()
        .byName()
        .keySet()
        .forEach(phase -> seconds.put(phase, history.numbers(phase + "_seconds")));
    for (int row = 0; row < numbers.length; row++) {
      int at = row;
      ObjectNode epoch = epochs.addObject();
      epoch.put("restart", (int) restarts[row]);
      epoch.put("epoch", (int) numbers[row]);
      seconds.forEach((name, each) -> ScoresJson.number(epoch, name, each[at]));
    }
  }

  /** Reads a file that {@link #write} wrote. */
  public static JsonNode read(Path directory) throws IOException {
    return JSON.readTree(Files.readString(directory.resolve(NAME), StandardCharsets.UTF_8));
  }

  static ObjectNode tree(RunOutcome outcome) {
    ObjectNode root = JSON.createObjectNode();
    root.put("task", outcome.network().task().name().toLowerCase(Locale.ROOT));
    ObjectNode data = root.putObject("data");
    data.put("source", outcome.data().source());
    data.put("origin", outcome.data().origin());
    data.put("generated", outcome.data().generated());
    outcome
        .data()
        .groups()
        .ifPresent(groups -> data.put("grouped_by", groups.by()).put("groups", groups.count()));
    ScoresJson.rows(root.putObject("rows"), outcome.data().rows());
    ScoresJson.texts(root.putArray("labels"), outcome.labels());
    ScoresJson.texts(root.putArray("targets"), outcome.targets());
    thresholds(root.putObject("thresholds"), outcome.thresholds());
    splits(root.putObject("splits"), outcome.splits(), outcome);
    root.put("best_epoch", outcome.bestEpoch());
    root.put("kept_epoch", outcome.keptEpoch());
    root.put("epochs", outcome.epochs());
    root.put("stop_reason", outcome.stopReason());
    restarts(root, outcome.restarts());
    ObjectNode weights = root.putObject("weights");
    weights.put("min", outcome.weights().min());
    weights.put("max", outcome.weights().max());
    weights.put("l2", outcome.weights().l2());
    root.put("model_sha256", outcome.modelSha256());
    ScoresJson.texts(root.putObject("fingerprints"), outcome.fingerprints());
    network(root, outcome.network());
    root.put("workers", outcome.workers());
    averaging(root.putObject("averaging"), outcome);
    root.put("loop", outcome.loop());
    root.put("kernel", outcome.kernel());
    root.put("master", outcome.master());
    root.put("executors", outcome.executors());
    WatchedJson.write(root, outcome.watched(), outcome.warnings());
    ObjectNode checkpoints = root.putObject("checkpoints");
    checkpoints.put("written", outcome.checkpoints().written());
    checkpoints.put("failed", outcome.checkpoints().failed());
    ScoresJson.texts(root.putObject("versions"), Versions.all());
    ObjectNode seconds = root.putObject("seconds");
    outcome.seconds().forEach(seconds::put);
    return root;
  }

  /** In the order of the splits, whatever that of the map. */
  private static void splits(ObjectNode node, Map<Split, Scores> splits, RunOutcome outcome) {
    for (Split split : Split.values()) {
      if (splits.containsKey(split)) {
        ScoresJson.scores(
            node.putObject(split.label()), splits.get(split), outcome.labels(), outcome.targets());
      }
    }
  }

  /** The score of each restart stands under the name of the quantity that decided. */
  private static void restarts(ObjectNode root, RunOutcome.Restarts restarts) {
    root.put("restart", restarts.best());
    ArrayNode all = root.putArray("restarts");
    for (Restart restart : restarts.all()) {
      ObjectNode each = all.addObject();
      each.put("restart", restart.number());
      ScoresJson.number(each, restarts.monitor(), restart.score());
      each.put("best_epoch", restart.bestEpoch());
      each.put("epochs", restart.epochs());
      each.put("stop_reason", restart.stopReason());
    }
  }

  /** {@code values}, and the F1 of each on the validation split if they were tuned. */
  private static void thresholds(ObjectNode node, Thresholds thresholds) {
    ArrayNode values = node.putArray("values");
    thresholds.values().forEach(values::add);
    if (!thresholds.tunedF1().isEmpty()) {
      ArrayNode scores = node.putArray("tuned_f1");
      thresholds.tunedF1().forEach(scores::add);
    }
  }

  /** {@code period} is 1 where gradients were averaged in every step; periods are in steps. */
  private static void averaging(ObjectNode node, RunOutcome outcome) {
    AveragingSpec averaging = outcome.averaging();
    node.put("period", averaging.start());
    node.put("growth", averaging.growth());
    node.put("every_epochs", averaging.everyEpochs());
    node.put("longest_period", averaging.most());
    node.put("words", averaging.words());
    outcome
        .exact()
        .ifPresent(
            exact -> {
              ObjectNode run = node.putObject("exact_run");
              splits(run.putObject("splits"), exact.splits(), outcome);
              run.put("best_epoch", exact.bestEpoch());
              run.put("epochs", exact.epochs());
              run.put("model_sha256", exact.modelSha256());
              run.put("seconds", exact.seconds());
            });
  }

  private static void network(ObjectNode root, NetworkSpec network) {
    root.put("network", network.summary());
    root.put("parameters", new ParameterLayout(network).numbers());
  }
}
