package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The simpler models of a run: those of {@code baselines.json}, or, without that file, the answer
 * that is right most often, which the confusion matrix gives away.
 *
 * @param metrics by which they are compared
 * @param trained whether Spark ML trained them
 * @param complete whether there are no others
 * @param models the constant answer first; none where nobody trained any and no class is predicted
 */
record SimplerModels(List<String> metrics, boolean trained, boolean complete, List<Model> models) {
  private static final List<String> OF_NUMBERS = List.of("rmse", "mae", "r2");
  private static final List<String> OF_CLASSES = List.of("accuracy", "macro_f1");

  /**
   * One of them.
   *
   * @param scores of the split by which the run is judged
   */
  record Model(String name, JsonNode scores, JsonNode seconds) {}

  static SimplerModels of(RunFiles run) throws IOException {
    List<String> metrics =
        run.metrics().path("task").asText().equals("regression") ? OF_NUMBERS : OF_CLASSES;
    JsonNode file = run.json(BaselinesFile.NAME);
    List<Model> models = new ArrayList<>();
    for (JsonNode each : file.path("models")) {
      models.add(
          new Model(
              each.path("name").asText(),
              each.path("splits").path(run.judged()),
              each.path("seconds")));
    }
    if (file.isMissingNode()) {
      majority(run.scores()).ifPresent(models::add);
    }
    boolean complete = !file.isMissingNode() && !file.path("choice").asText().equals("quick");
    return new SimplerModels(metrics, !file.isMissingNode(), complete, models);
  }

  /** Its F1 is 2s / (1 + s) for a share s, and 0 for every other class. */
  private static Optional<Model> majority(JsonNode scores) {
    long rows = 0;
    long most = 0;
    JsonNode classes = scores.path("per_class");
    for (JsonNode each : classes) {
      long support = each.path("support").asLong();
      rows += support;
      most = Math.max(most, support);
    }
    if (rows == 0 || !scores.has("confusion_matrix")) {
      return Optional.empty();
    }
    double share = (double) most / rows;
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    own.put("accuracy", share).put("macro_f1", 2 * share / (1 + share) / classes.size());
    return Optional.of(
        new Model("most frequent class", own, JsonNodeFactory.instance.numberNode(0.0)));
  }

  /** The metric by which one is better. */
  String metric() {
    return lessIsBetter() ? metrics.get(0) : metrics.get(1);
  }

  boolean lessIsBetter() {
    return metrics.equals(OF_NUMBERS);
  }

  /** What is worth a place beside the network's own scores: the constant answer, and the best. */
  List<Model> headline() {
    List<Model> headline = new ArrayList<>(models.stream().limit(1).toList());
    Comparator<Model> byScore =
        Comparator.comparingDouble(each -> each.scores().path(metric()).asDouble());
    models.stream()
        .skip(1)
        .filter(each -> each.scores().path(metric()).isNumber())
        .max(lessIsBetter() ? byScore.reversed() : byScore)
        .ifPresent(headline::add);
    return headline;
  }
}
