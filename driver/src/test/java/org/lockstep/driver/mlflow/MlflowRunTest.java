package org.lockstep.driver.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.run.Followers;

/** Against a server that answers as MLflow's REST API 2.0 is documented. */
class MlflowRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonNode> metrics = Collections.synchronizedList(new ArrayList<>());
  private volatile int failWith;
  private HttpServer server;
  private String url;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/2.0/mlflow/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    Files.writeString(folder.resolve("job.conf"), "name = \"a\"\ntraining { epochs = 2 }\n");
    Files.writeString(
        folder.resolve("history.csv"),
        "restart,epoch,loss,validation_loss,best,weights_sha256\n1,1,2,,true,aa\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestURI().getPath().substring("/api/2.0/mlflow/".length());
    String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    JsonNode body = JSON.readTree(text.isEmpty() ? "{}" : text);
    calls.add(call + (call.equals("runs/update") ? " " + body.path("status").asText() : ""));
    assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer secret");
    body.path("metrics").forEach(metrics::add);
    int code = failWith > 0 ? failWith : call.equals("experiments/get-by-name") ? 404 : 200;
    String answer =
        switch (call) {
          case "experiments/get-by-name" -> "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}";
          case "experiments/create" -> "{\"experiment_id\": \"7\"}";
          case "runs/create" -> "{\"run\": {\"info\": {\"run_id\": \"r1\"}}}";
          default -> "{}";
        };
    exchange.sendResponseHeaders(code, answer.length());
    exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  private MlflowRun run() {
    return new MlflowRun(folder, url, "tweets", "a", Map.of("MLFLOW_TRACKING_TOKEN", "secret"));
  }

  @Test
  void aRunIsToldFromItsParamsToItsEnd() throws IOException {
    MlflowRun run = run();
    run.follow();
    Files.writeString(
        folder.resolve("history.csv"),
        "restart,epoch,loss,validation_loss,best,weights_sha256\n"
            + "1,1,2,,true,aa\n"
            + "1,2,1,1.5,true,bb\n");
    Files.writeString(
        folder.resolve("metrics.json"),
        "{\"best_epoch\": 2, \"model_sha256\": \"ab\", \"splits\": {\"test\": {\"macro_f1\":"
            + " 0.5}}}");
    run.ended(true);
    assertThat(calls)
        .containsExactly(
            "experiments/get-by-name",
            "experiments/create",
            "runs/create",
            "runs/log-batch",
            "runs/log-batch",
            "runs/log-batch",
            "runs/log-batch",
            "runs/log-batch",
            "runs/update FINISHED");
    assertThat(metrics.stream().map(m -> m.path("key").asText() + m.path("step").asInt()))
        .containsExactly("loss1", "loss2", "validation_loss2", "final/test/macro_f12");
    assertThat(folder.resolve("mlflow.json")).content().contains("r1").doesNotContain("secret");
  }

  @Test
  void aRunThatGoesOnStaysOneRun() throws IOException {
    run().follow();
    calls.clear();
    run().ended(false);
    assertThat(calls)
        .containsExactly("runs/update RUNNING", "runs/log-batch", "runs/update FAILED");
  }

  @Test
  void whatFailsIsWarnedOfOnceAndNotTriedAgain() {
    failWith = 500;
    List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    Followers followers = new Followers(List.of(run()), warnings::add, 20);
    followers.news();
    followers.ended(true);
    assertThat(calls).hasSize(1);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("MLflow: the server must answer /api/2.0/mlflow/experiments/get-by-name")
        .endsWith("; the run goes on without it");
  }

  @Test
  void aServerThatIsNotThereIsASentence() {
    server.stop(0);
    List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    Followers followers = new Followers(List.of(run()), warnings::add, 20);
    followers.ended(false);
    assertThat(warnings).singleElement().asString().contains("cannot be reached");
  }
}
