package org.lockstep.driver.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lockstep.driver.search.course.OuterScore;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.importance.Importance;
import org.lockstep.driver.search.judge.Difference;
import org.lockstep.driver.search.judge.Direction;
import org.lockstep.driver.search.judge.ParetoFront;
import org.lockstep.driver.search.judge.Spread;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.metric.Scores;

/** The end of a search: in words, and as {@code search.json} with what pictures of it need. */
public final class SearchReport {
  /** The file's name inside a run directory. */
  public static final String NAME = "search.json";

  /** The job file of the best trial. */
  public static final String BEST_JOB = "best.conf";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BEST_ROWS = 5;

  private SearchReport() {}

  /** Says how the search ended. */
  public static void print(
      SearchOutcome outcome, Direction direction, Path run, Terminal terminal) {
    String metric = outcome.search().metric();
    terminal.blank();
    outcome.stopReason().ifPresent(reason -> terminal.line("ended early: " + reason));
    terminal.line(
        "%d trials, %d failed%s"
            .formatted(
                outcome.standings().trials().size(),
                outcome.standings().failed(),
                outcome.standings().leftBehind() == 0
                    ? ""
                    : ", %d left behind".formatted(outcome.standings().leftBehind())));
    List<Trial> ranked = outcome.standings().ranked();
    for (Trial trial : ranked.subList(0, Math.min(BEST_ROWS, ranked.size()))) {
      terminal.line(
          String.format(
              Locale.ROOT,
              "trial %3d  %s %s%s  %s",
              trial.number(),
              metric,
              Figures.score(direction.value(trial.result().score())),
              trial.values().size() == 1 ? "" : " ± " + Figures.score(trial.spread().deviation()),
              trial.result().task().setting()));
    }
    outcome.ahead().ifPresent(ahead -> terminal.line(words(ahead)));
    outcome.importance().ifPresent(importance -> terminal.line(words(importance)));
    if (!outcome.outers().isEmpty()) {
      terminal.line(words(outcome.outers(), metric));
    }
    if (outcome.fused() > 0) {
      terminal.line(outcome.fused() + " trainings were made together with others");
    }
    outcome
        .busyShare()
        .ifPresent(
            share ->
                terminal.line(
                    String.format(Locale.ROOT, "slots busy %.1f%% of the search", 100 * share)));
    terminal.blank();
    terminal.line(
        outcome.refitted()
            ? "the winner, trained on training and validation rows for %d epochs"
                .formatted(outcome.model().epochs())
            : "the winner, trained as its job file says");
    ScoreTable.splits(outcome.model().splits(), outcome.model().network().task())
        .forEach(terminal::line);
    PhaseTable.lines(outcome.seconds()).forEach(terminal::line);
    terminal.line("best job   " + run.resolve(BEST_JOB));
    terminal.line(
        "model      " + run.resolve("model") + "  sha256 " + outcome.model().modelSha256());
    if (outcome.model().data().generated()) {
      terminal.warn("the data were generated; these scores say nothing about real ones");
    }
  }

  private static String words(List<OuterScore> outers, String metric) {
    Spread spread = spread(outers, metric);
    return "the search itself: %s %s ± %s on %d outer folds that it had not seen"
        .formatted(
            metric, Figures.score(spread.mean()), Figures.score(spread.deviation()), outers.size());
  }

  private static Spread spread(List<OuterScore> outers, String metric) {
    return Spread.of(outers.stream().mapToDouble(each -> each.scores().get(metric)).toArray());
  }

  private static void outers(ObjectNode node, List<OuterScore> outers, String metric) {
    Spread spread = spread(outers, metric);
    ScoresJson.number(node, metric, spread.mean());
    ScoresJson.number(node, "deviation", spread.deviation());
    ArrayNode folds = node.putArray("folds");
    for (OuterScore outer : outers) {
      ObjectNode fold = folds.addObject();
      fold.put("fold", outer.fold());
      fold.put("trial", outer.winner().number());
      ObjectNode setting = fold.putObject("setting");
      outer.winner().result().task().setting().values().forEach(setting::putPOJO);
      ObjectNode scores = fold.putObject("scores");
      outer.scores().forEach((name, value) -> ScoresJson.number(scores, name, value));
      fold.put("sha256", outer.sha256());
    }
  }

  private static String words(Difference ahead) {
    return String.format(
        Locale.ROOT,
        "the best is ahead of the next by %.4f (%.0f%% interval %.4f to %.4f, %s)",
        ahead.mean(),
        100 * ahead.confidence(),
        ahead.low(),
        ahead.high(),
        Difference.METHOD);
  }

  private static String words(Importance importance) {
    String shares =
        importance.shares().entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .map(each -> "%s %.0f%%".formatted(each.getKey(), 100 * each.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "importance %s, together %.0f%% (%s, which explains %.0f%%)",
        shares,
        100 * importance.interactions(),
        Importance.METHOD,
        100 * importance.explained());
  }

  private static void importance(ObjectNode node, Importance importance) {
    node.put("method", Importance.METHOD);
    ObjectNode shares = node.putObject("shares");
    importance.shares().forEach(shares::put);
    node.put("interactions", importance.interactions());
    node.put("explained", importance.explained());
    node.put("observations", importance.observations());
  }

  /** The outcome for programs. */
  public static String json(SearchOutcome outcome, Direction direction)
      throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("metric", outcome.search().metric());
    root.put("direction", direction.name().toLowerCase(Locale.ROOT));
    ArrayNode parameters = root.putArray("parameters");
    for (Parameter parameter : outcome.search().space().parameters()) {
      ObjectNode each = parameters.addObject();
      each.put("name", parameter.key());
      ScoresJson.texts(
          each.putArray("keys"), outcome.search().targets().get(parameter.key()).keys());
      each.put("domain", parameter.domain().toString());
    }
    ObjectNode best = root.putObject("best");
    trial(best, outcome.best(), outcome, direction);
    outcome.ahead().ifPresent(ahead -> ahead(root.putObject("ahead_of_next"), ahead));
    outcome
        .importance()
        .ifPresent(importance -> importance(root.putObject("importance"), importance));
    if (!outcome.outers().isEmpty()) {
      outers(root.putObject("nested"), outcome.outers(), outcome.search().metric());
    }
    outcome.stopReason().ifPresent(reason -> root.put("stop_reason", reason));
    root.put("fused", outcome.fused());
    outcome.busyShare().ifPresent(share -> root.put("slots_busy", share));
    root.put("refitted", outcome.refitted());
    root.put("model_sha256", outcome.model().modelSha256());
    Scores test = outcome.model().splits().get(Split.TEST);
    if (test != null) {
      ScoresJson.number(root.putObject("test"), outcome.search().metric(), value(test, outcome));
    }
    fronts(root.putObject("pareto"), outcome);
    ArrayNode trials = root.putArray("trials");
    outcome
        .standings()
        .trials()
        .forEach(each -> trial(trials.addObject(), each, outcome, direction));
    ObjectNode seconds = root.putObject("seconds");
    outcome.seconds().forEach(seconds::put);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static double value(Scores scores, SearchOutcome outcome) {
    return outcome.search().metric().equals("loss")
        ? scores.loss()
        : scores.value(outcome.search().metric());
  }

  /** Trials that no other beats in both the metric and a cost, the cheapest first. */
  private static void fronts(ObjectNode node, SearchOutcome outcome) {
    List<Trial> ranked = outcome.standings().ranked();
    double[] scores = ranked.stream().mapToDouble(trial -> trial.result().score()).toArray();
    double[] seconds = ranked.stream().mapToDouble(Trial::seconds).toArray();
    double[] parameters =
        ranked.stream().mapToDouble(trial -> trial.result().parameters()).toArray();
    ArrayNode bySeconds = node.putArray("seconds");
    ParetoFront.of(scores, seconds).forEach(i -> bySeconds.add(ranked.get(i).number()));
    ArrayNode byParameters = node.putArray("parameters");
    ParetoFront.of(scores, parameters).forEach(i -> byParameters.add(ranked.get(i).number()));
  }

  private static void ahead(ObjectNode node, Difference ahead) {
    node.put("mean", ahead.mean());
    node.put("low", ahead.low());
    node.put("high", ahead.high());
    node.put("p_value", ahead.pValue());
    node.put("confidence", ahead.confidence());
    node.put("method", Difference.METHOD);
  }

  private static void trial(
      ObjectNode node, Trial trial, SearchOutcome outcome, Direction direction) {
    node.put("trial", trial.number());
    ObjectNode setting = node.putObject("setting");
    trial.result().task().setting().values().forEach((key, value) -> setting.putPOJO(key, value));
    ArrayNode point = node.putArray("point");
    for (double place : outcome.search().space().point(trial.result().task().setting())) {
      point.add(place);
    }
    if (trial.result().failed()) {
      node.put("failure", trial.result().failure().orElse(""));
      return;
    }
    ScoresJson.number(node, outcome.search().metric(), direction.value(trial.result().score()));
    node.put("deviation", trial.spread().deviation());
    ArrayNode values = node.putArray("divisions");
    trial.values().forEach(values::add);
    node.put("epochs", trial.result().epochs());
    node.put("best_epoch", trial.bestEpoch());
    node.put("seconds", trial.seconds());
    node.put("parameters", trial.result().parameters());
  }
}
