package org.lockstep.driver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.lockstep.driver.plan.Arithmetic;
import org.lockstep.driver.plan.MachineTimes;
import org.lockstep.driver.plan.Plan;
import org.lockstep.driver.plan.Prediction;

/** A plan for programs: {@code plan.csv}, a row a cluster, and {@code plan.json}, all of it. */
public final class PlanFiles {
  public static final String CSV = "plan.csv";
  public static final String JSON = "plan.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PlanFiles() {}

  /** Seconds, bytes and ratios with all their digits; empty where nothing was simulated. */
  public static String csv(Plan plan) {
    StringBuilder csv =
        new StringBuilder(
            "executors,cores,workers,step_seconds,compute_seconds,merge_seconds,network_seconds,wait_seconds,"
                + "bytes_per_step,epoch_seconds,launch_seconds,speed_up,efficiency,simulated_step_seconds,error\n");
    for (Plan.Row row : plan.rows()) {
      Prediction p = row.prediction();
      csv.append(p.cluster().executors()).append(',');
      csv.append(p.cluster().cores()).append(',');
      csv.append(p.workers());
      for (double number :
          List.of(
              p.stepSeconds(),
              p.computeSeconds(),
              p.mergeSeconds(),
              p.networkSeconds(),
              p.waitSeconds(),
              p.bytesPerStep(),
              p.epochSeconds(),
              p.launchSeconds(),
              p.speedUp(),
              p.efficiency())) {
        csv.append(',').append(number);
      }
      csv.append(',');
      row.simulatedSeconds().ifPresent(csv::append);
      csv.append(',');
      row.error().ifPresent(csv::append);
      csv.append('\n');
    }
    return csv.toString();
  }

  public static String json(PlanOutcome outcome) {
    Plan plan = outcome.plan();
    ObjectNode root = MAPPER.createObjectNode();
    root.put("network", outcome.network().summary());
    root.put("generated", outcome.data().generated());
    root.put("rows", plan.job().trainRows());
    root.put("sampled_rows", plan.sampledRows());
    root.put("batch_size", plan.job().batchSize());
    root.put("averaging_period", plan.job().period());
    root.put("workers", plan.job().workers());
    machine(root.putObject("machine"), plan.machine());
    ObjectNode link = root.putObject("link");
    link.put("latency_seconds", plan.link().latencySeconds());
    link.put("bytes_per_second", plan.link().bytesPerSecond());
    link.put("message_seconds", plan.link().messageSeconds());
    root.put("variation", plan.noise().variation());
    ArrayNode rows = root.putArray("predictions");
    for (Plan.Row row : plan.rows()) {
      ObjectNode node = prediction(rows.addObject(), row.prediction());
      row.simulatedSeconds().ifPresent(seconds -> node.put("simulated_step_seconds", seconds));
      row.error().ifPresent(error -> node.put("error", error));
    }
    root.put("one_machine", plan.oneMachine());
    prediction(root.putObject("fastest"), plan.best());
    choices(root.putArray("batch_sizes"), plan.batches());
    choices(root.putArray("averaging_periods"), plan.periods());
    ArrayNode runs = root.putArray("measured_runs");
    for (Plan.MeasuredRun run : plan.runs()) {
      ObjectNode node = runs.addObject();
      node.put("run", run.what());
      node.put("executors", run.cluster().executors());
      node.put("cores", run.cluster().cores());
      node.put("epoch_seconds", run.measuredSeconds());
      node.put("predicted_epoch_seconds", run.predictedSeconds());
      node.put("error", run.error());
    }
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of numbers and texts can be written
    }
  }

  private static void machine(ObjectNode node, MachineTimes machine) {
    Arithmetic cost = machine.arithmetic();
    node.put("step_seconds", cost.stepSeconds());
    node.put("row_seconds", cost.rowSeconds());
    node.put("touched_feature_seconds", cost.touchedSeconds());
    node.put("worker_seconds", cost.workerSeconds());
    node.put("pack_float_seconds", cost.packSeconds());
    node.put("merge_float_seconds", cost.mergeSeconds());
    node.put("settle_seconds", cost.settleSeconds());
    node.put("score_row_seconds", cost.scoreSeconds());
    node.put("serial_share", cost.serialShare());
    node.put("variation", machine.noise().variation());
    ArrayNode points = node.putArray("points");
    for (MachineTimes.Point point : machine.points()) {
      ObjectNode each = points.addObject();
      each.put("batch_size", point.batchSize());
      each.put("step_seconds", point.seconds());
      each.put("fitted_seconds", point.fittedSeconds());
    }
  }

  private static void choices(ArrayNode array, List<Plan.Choice> choices) {
    for (Plan.Choice choice : choices) {
      prediction(array.addObject(), choice.best()).put("over_job", choice.overJob());
    }
  }

  private static ObjectNode prediction(ObjectNode node, Prediction p) {
    node.put("executors", p.cluster().executors());
    node.put("cores", p.cluster().cores());
    node.put("workers", p.workers());
    node.put("batch_size", p.batchSize());
    node.put("averaging_period", p.period());
    node.put("step_seconds", p.stepSeconds());
    node.put("compute_seconds", p.computeSeconds());
    node.put("merge_seconds", p.mergeSeconds());
    node.put("network_seconds", p.networkSeconds());
    node.put("wait_seconds", p.waitSeconds());
    node.put("bytes_per_step", p.bytesPerStep());
    node.put("epoch_seconds", p.epochSeconds());
    node.put("epochs_per_hour", p.epochsPerHour());
    node.put("launch_seconds", p.launchSeconds());
    node.put("speed_up", p.speedUp());
    node.put("efficiency", p.efficiency());
    return node;
  }
}
