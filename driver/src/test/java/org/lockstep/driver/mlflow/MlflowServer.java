package org.lockstep.driver.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tracking server by the letter of MLflow's REST API 2.0 (mlflow.org/docs/latest/rest-api.html):
 * the paths and methods that are listed there and no others, JSON with its content type, required
 * fields with their types, at most 1,000 metrics, 100 params and 100 tags and 1,000 things in all a
 * batch, keys and values within their lengths, params that never change, and 400 for everything
 * else. Fields that the API does not know are refused, too, which a real server forgives.
 */
final class MlflowServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOT = "/api/2.0/mlflow/";
  private static final int MOST_BYTES = 1_000_000;
  private static final Set<String> STATES =
      Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

  /** What a run has become. */
  static final class Run {
    final String experiment;
    final String name;
    String status = "RUNNING";
    long end;
    final Map<String, String> params = new TreeMap<>();
    final Map<String, String> tags = new TreeMap<>();

    /** {@code key@step=value}, in the order in which they came. */
    final List<String> metrics = new ArrayList<>();

    Run(String experiment, String name) {
      this.experiment = experiment;
      this.name = name;
    }
  }

  /** What the server refuses, with MLflow's code of it. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Refused(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
  final Map<String, String> experiments = Collections.synchronizedMap(new LinkedHashMap<>());
  final Map<String, Run> runs = Collections.synchronizedMap(new LinkedHashMap<>());
  private final HttpServer server;
  private final String authorization;

  /** Every call is answered with this status, if it is one. */
  volatile int failWith;

  MlflowServer(String authorization) throws IOException {
    this.authorization = authorization;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = 200;
    String answer;
    try {
      answer = served(exchange).toString();
    } catch (Refused e) {
      status = e.status;
      answer =
          JSON.createObjectNode()
              .put("error_code", e.code)
              .put("message", e.getMessage())
              .toString();
      if (status != 404 && failWith == 0) {
        refusals.add(e.getMessage());
      }
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ObjectNode served(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String call = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
    calls.add(call);
    if (failWith > 0) {
      throw new Refused(failWith, "INTERNAL_ERROR", "as the test wants it");
    }
    if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      throw new Refused(401, "UNAUTHENTICATED", "a wrong token");
    }
    boolean get = call.equals("experiments/get-by-name");
    require(
        exchange.getRequestMethod().equals(get ? "GET" : "POST"),
        call + " by " + exchange.getRequestMethod());
    if (get) {
      return experiment(exchange.getRequestURI().getRawQuery());
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    require(type != null && type.matches("application/json(;.*)?"), "content type " + type);
    require(bytes.length <= MOST_BYTES, bytes.length + " bytes");
    JsonNode body = JSON.readTree(bytes);
    require(body.isObject(), "no object");
    return switch (call) {
      case "experiments/create" -> createExperiment(body);
      case "runs/create" -> createRun(body);
      case "runs/log-batch" -> logBatch(body);
      case "runs/update" -> updateRun(body);
      default -> throw new Refused(404, "ENDPOINT_NOT_FOUND", "no call " + path);
    };
  }

  private ObjectNode experiment(String query) {
    require(query != null && query.matches("experiment_name=[^&]+"), "query " + query);
    String name = URLDecoder.decode(query.split("=")[1], StandardCharsets.UTF_8);
    String id = experiments.get(name);
    if (id == null) {
      throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + name);
    }
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("experiment")
        .put("experiment_id", id)
        .put("name", name)
        .put("lifecycle_stage", "active");
    return answer;
  }

  private ObjectNode createExperiment(JsonNode body) {
    known(body, Set.of("name", "artifact_location", "tags"));
    String name = text(body, "name");
    if (experiments.containsKey(name)) {
      throw new Refused(400, "RESOURCE_ALREADY_EXISTS", "experiment " + name + " is there");
    }
    experiments.put(name, Integer.toString(experiments.size() + 7));
    return JSON.createObjectNode().put("experiment_id", experiments.get(name));
  }

  private ObjectNode createRun(JsonNode body) {
    known(body, Set.of("experiment_id", "user_id", "run_name", "start_time", "tags"));
    String experiment = text(body, "experiment_id");
    if (!experiments.containsValue(experiment)) {
      throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "no experiment " + experiment);
    }
    millis(body, "start_time");
    String id = "r" + (runs.size() + 1);
    runs.put(id, new Run(experiment, text(body, "run_name")));
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("run").putObject("info").put("run_id", id).put("status", "RUNNING");
    return answer;
  }

  private ObjectNode logBatch(JsonNode body) {
    known(body, Set.of("run_id", "metrics", "params", "tags"));
    Run run = run(body);
    JsonNode metrics = list(body, "metrics", 1000);
    JsonNode params = list(body, "params", 100);
    JsonNode tags = list(body, "tags", 100);
    require(metrics.size() + params.size() + tags.size() <= 1000, "more than 1,000 things");
    for (JsonNode each : metrics) {
      known(each, Set.of("key", "value", "timestamp", "step"));
      require(each.path("value").isNumber(), "metric without a value: " + each);
      millis(each, "timestamp");
      require(each.path("step").isIntegralNumber(), "metric without a step: " + each);
      run.metrics.add(
          "%s@%d=%s".formatted(key(each), each.path("step").asLong(), each.path("value").asText()));
    }
    for (JsonNode each : params) {
      known(each, Set.of("key", "value"));
      String old = run.params.putIfAbsent(key(each), value(each, 6000));
      require(
          old == null || old.equals(each.path("value").asText()),
          "a param must never change: " + each);
    }
    for (JsonNode each : tags) {
      known(each, Set.of("key", "value"));
      run.tags.put(key(each), value(each, 8000));
    }
    return JSON.createObjectNode();
  }

  private ObjectNode updateRun(JsonNode body) {
    known(body, Set.of("run_id", "status", "end_time", "run_name"));
    Run run = run(body);
    String status = text(body, "status");
    require(STATES.contains(status), "status " + status);
    run.status = status;
    run.end = body.has("end_time") ? millis(body, "end_time") : 0;
    calls.set(calls.size() - 1, "runs/update " + status);
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("run_info").put("run_id", body.path("run_id").asText()).put("status", status);
    return answer;
  }

  private Run run(JsonNode body) {
    Run run = runs.get(text(body, "run_id"));
    if (run == null) {
      throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "no run " + body.path("run_id"));
    }
    return run;
  }

  /** MLflow's own rule: no path that could be written in another way, and these characters. */
  private static String key(JsonNode each) {
    String key = text(each, "key");
    require(key.matches("[\\w\\-. /]{1,250}"), "key " + key);
    require(!key.matches("(.*/)?\\.{1,2}(/.*)?|/.*|.*//.*|.*/"), "key " + key);
    return key;
  }

  private static String value(JsonNode each, int most) {
    JsonNode value = each.path("value");
    require(value.isTextual() && value.asText().length() <= most, "value of " + each);
    return value.asText();
  }

  private static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    require(value.isTextual() && !value.asText().isEmpty(), field + " is required: " + body);
    return value.asText();
  }

  private static long millis(JsonNode body, String field) {
    JsonNode value = body.path(field);
    require(
        value.isIntegralNumber() && value.asLong() > 1_000_000_000_000L,
        field + " must be in milliseconds: " + body);
    return value.asLong();
  }

  private static JsonNode list(JsonNode body, String field, int most) {
    JsonNode list = body.path(field);
    require(list.isArray() || list.isMissingNode(), field + " must be a list");
    require(list.size() <= most, field + " must be at most " + most + ", not " + list.size());
    return list;
  }

  private static void known(JsonNode body, Set<String> fields) {
    body.fieldNames().forEachRemaining(each -> require(fields.contains(each), "field " + each));
  }

  private static void require(boolean holds, String refused) {
    if (!holds) {
      throw new Refused(400, "INVALID_PARAMETER_VALUE", refused);
    }
  }
}
