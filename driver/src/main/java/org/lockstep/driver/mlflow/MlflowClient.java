package org.lockstep.driver.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of MLflow's tracking server that a run needs (mlflow.org, REST API 2.0). A token is
 * taken from {@code MLFLOW_TRACKING_TOKEN}, a name and password from {@code
 * MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}, as MLflow's own client does; none
 * of them is ever written.
 */
final class MlflowClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Metrics in one call: the server refuses more than 1,000 things. */
  static final int MOST_METRICS = 900;

  static final int MOST_PARAMS = 100;
  private static final int MOST_CHARACTERS = 500;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String root;
  private final Optional<String> authorization;

  /** A number at a step. */
  record Metric(String key, double value, long millis, long step) {}

  /**
   * @param url of the server
   * @param environment of the process
   */
  MlflowClient(String url, Map<String, String> environment) {
    this.root = url.replaceAll("/+$", "") + "/api/2.0/mlflow/";
    this.authorization = authorization(environment);
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    if (!token.isEmpty()) {
      return Optional.of("Bearer " + token);
    }
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of("Basic " + Base64.getEncoder().encodeToString(both));
  }

  /** The id of the experiment of that name, which is made if there is none. */
  String experiment(String name) throws IOException {
    String query = "experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    HttpResponse<String> answer = send(request("experiments/get-by-name?" + query).GET().build());
    if (answer.statusCode() == 200) {
      return required(JSON.readTree(answer.body()).at("/experiment/experiment_id"), answer);
    }
    if (answer.statusCode() != 404) {
      throw refused(answer);
    }
    ObjectNode body = JSON.createObjectNode().put("name", name);
    HttpResponse<String> made = post("experiments/create", body);
    return required(JSON.readTree(made.body()).path("experiment_id"), made);
  }

  /** Begins a run and returns its id. */
  String begin(String experiment, String name, long millis) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("experiment_id", experiment).put("run_name", name).put("start_time", millis);
    HttpResponse<String> answer = post("runs/create", body);
    return required(JSON.readTree(answer.body()).at("/run/info/run_id"), answer);
  }

  /** Tells settings; long values are cut. */
  void params(String run, List<Map.Entry<String, String>> params) throws IOException {
    for (int from = 0; from < params.size(); from += MOST_PARAMS) {
      ObjectNode body = JSON.createObjectNode().put("run_id", run);
      ArrayNode array = body.putArray("params");
      for (var each : params.subList(from, Math.min(params.size(), from + MOST_PARAMS))) {
        String value = each.getValue();
        array
            .addObject()
            .put("key", name(each.getKey()))
            .put("value", value.substring(0, Math.min(MOST_CHARACTERS, value.length())));
      }
      post("runs/log-batch", body);
    }
  }

  /** Tells what may change, as params must not. */
  void tag(String run, String key, String value) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("run_id", run);
    body.putArray("tags").addObject().put("key", name(key)).put("value", value);
    post("runs/log-batch", body);
  }

  /** Tells metrics, finite ones. */
  void metrics(String run, List<Metric> metrics) throws IOException {
    for (int from = 0; from < metrics.size(); from += MOST_METRICS) {
      ObjectNode body = JSON.createObjectNode().put("run_id", run);
      ArrayNode array = body.putArray("metrics");
      for (Metric each : metrics.subList(from, Math.min(metrics.size(), from + MOST_METRICS))) {
        array
            .addObject()
            .put("key", name(each.key))
            .put("value", each.value)
            .put("timestamp", each.millis)
            .put("step", each.step);
      }
      post("runs/log-batch", body);
    }
  }

  /** Says what state the run is in: {@code RUNNING, FINISHED} or {@code FAILED}. */
  void status(String run, String status, Optional<Long> endMillis) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("run_id", run).put("status", status);
    endMillis.ifPresent(millis -> body.put("end_time", millis));
    post("runs/update", body);
  }

  /** Letters, digits, underscores, dashes, periods, spaces and slashes are what keys may hold. */
  private static String name(String key) {
    String name = key.replaceAll("[^A-Za-z0-9_\\-. /]", "_");
    return name.substring(0, Math.min(250, name.length()));
  }

  private HttpResponse<String> post(String path, ObjectNode body) throws IOException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path)).timeout(ANSWER);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be reached (%s)".formatted(request.uri().getAuthority(), e), e);
    }
  }

  private static String required(JsonNode id, HttpResponse<String> answer) throws IOException {
    if (!id.isTextual() || id.asText().isEmpty()) {
      throw refused(answer);
    }
    return id.asText();
  }

  private static IOException refused(HttpResponse<String> answer) {
    String body = answer.body();
    return new IOException(
        "the server must answer %s as documented. Received: %d %s"
            .formatted(
                answer.request().uri().getPath(),
                answer.statusCode(),
                body.substring(0, Math.min(200, body.length())).replaceAll("\\s+", " ")));
  }
}
