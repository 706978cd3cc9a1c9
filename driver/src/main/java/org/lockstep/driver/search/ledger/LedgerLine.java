package org.lockstep.driver.search.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Task;

/** The lines of a ledger as JSON, in both directions. */
final class LedgerLine {
  static final String STATE = "state";
  static final String BEGUN = "begun";
  static final String GIVEN = "given";
  static final String PIECE = "piece";
  static final String DONE = "done";
  static final String FAILED = "failed";
  static final String TASK = "task";
  static final String ELAPSED = "elapsed";

  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerLine() {}

  static ObjectNode begun(Map<String, String> fingerprints) {
    ObjectNode line = line(BEGUN);
    fingerprints.forEach(line::put);
    return line;
  }

  static ObjectNode given(Task task) {
    return of(task, line(GIVEN));
  }

  static ObjectNode ended(Result result, double elapsed) {
    ObjectNode line = of(result.task(), line(result.failed() ? FAILED : DONE));
    result.failure().ifPresent(reason -> line.put("reason", reason));
    if (!result.failed()) {
      line.put("score", result.score());
    }
    line.put("epochs", result.epochs());
    line.put("seconds", result.seconds());
    line.put(ELAPSED, elapsed);
    return line;
  }

  static ObjectNode of(Piece piece) {
    ObjectNode line = line(PIECE);
    line.put(TASK, piece.task());
    line.put("part", piece.part());
    line.put("attempt", piece.attempt());
    line.put("last", piece.last());
    piece.failure().ifPresent(reason -> line.put("reason", reason));
    ObjectNode scores = line.putObject("scores");
    piece.scores().forEach(scores::put);
    line.put("epochs", piece.epochs());
    line.put("best_epoch", piece.bestEpoch());
    line.put("stop_reason", piece.stopReason());
    line.put("parameters", piece.parameters());
    line.put("sha256", piece.sha256());
    line.put("slot", piece.slot());
    line.put("began", piece.beganMillis());
    line.put("seconds", piece.seconds());
    ArrayNode curve = line.putArray("curve");
    for (double[] epoch : piece.curve()) {
      ArrayNode row = curve.addArray();
      for (double value : epoch) {
        row.add(value);
      }
    }
    return line;
  }

  /**
   * A piece as {@link #of(Piece)} wrote it.
   *
   * @throws LedgerException if a field is missing or of another kind
   */
  static Piece piece(LedgerFields fields) {
    return new Piece(
        fields.count(TASK),
        fields.count("part"),
        fields.count("attempt"),
        fields.flag("last"),
        fields.line().has("reason") ? Optional.of(fields.text("reason")) : Optional.<String>empty(),
        fields.numbers("scores"),
        fields.count("epochs"),
        fields.count("best_epoch"),
        fields.text("stop_reason"),
        fields.longNumber("parameters"),
        fields.text("sha256"),
        fields.text("slot"),
        fields.longNumber("began"),
        fields.number("seconds"),
        fields.rows("curve", Piece.COLUMNS));
  }

  /** What a task is, as its lines say it; to compare. */
  static String identity(JsonNode line) {
    return "%s %s %s-%s"
        .formatted(line.path("trial"), line.path("setting"), line.path("from"), line.path("to"));
  }

  static String text(ObjectNode line) {
    return line.toString();
  }

  static JsonNode parse(String text) throws java.io.IOException {
    return JSON.readTree(text);
  }

  private static ObjectNode line(String state) {
    return JSON.createObjectNode().put(STATE, state);
  }

  private static ObjectNode of(Task task, ObjectNode line) {
    line.put(TASK, task.number());
    line.put("trial", task.trial());
    line.put("from", task.fromEpoch());
    line.put("to", task.toEpoch());
    ObjectNode setting = line.putObject("setting");
    task.setting().values().forEach((key, value) -> put(setting, key, value));
    return line;
  }

  private static void put(ObjectNode node, String key, Object value) {
    if (value instanceof Long number) {
      node.put(key, number);
    } else if (value instanceof Double number) {
      node.put(key, number);
    } else if (value instanceof Boolean flag) {
      node.put(key, flag);
    } else {
      node.put(key, value instanceof List<?> list ? list.toString() : String.valueOf(value));
    }
  }
}
