package org.lockstep.driver.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.driver.run.Followers;

class MlflowRunTest {
  private static final String HISTORY =
      "restart,epoch,loss,validation_loss,best,weights_sha256\n1,1,2,,true,aa\n";

  @TempDir private Path folder;
  private MlflowServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new MlflowServer("Bearer secret");
    Files.writeString(folder.resolve("job.conf"), "name = \"a\"\ntraining { epochs = 2 }\n");
    Files.writeString(folder.resolve("history.csv"), HISTORY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MlflowRun run() {
    return new MlflowRun(
        folder, server.url(), "our tweets", "a", Map.of("MLFLOW_TRACKING_TOKEN", "secret"));
  }

  private void finish(String sha256) throws IOException {
    Files.writeString(
        folder.resolve("metrics.json"),
        "{\"best_epoch\": 2, \"model_sha256\": \"%s\", \"splits\": {\"test\": {\"macro_f1\": 0.5}}}"
            .formatted(sha256));
  }

  @Test
  void aRunIsToldFromItsParamsToItsEnd() throws IOException {
    MlflowRun run = run();
    run.follow();
    Files.writeString(folder.resolve("history.csv"), HISTORY + "1,2,1,1.5,true,bb\n");
    finish("ab");
    run.ended(true);
    assertThat(server.refusals).isEmpty();
    assertThat(server.calls)
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
    assertThat(server.experiments).containsExactly(Map.entry("our tweets", "7"));
    MlflowServer.Run told = server.runs.get("r1");
    assertThat(told.experiment).isEqualTo("7");
    assertThat(told.name).isEqualTo("a");
    assertThat(told.params).isEqualTo(Map.of("name", "\"a\"", "training.epochs", "2"));
    assertThat(told.tags).isEqualTo(Map.of("model_sha256", "ab"));
    assertThat(told.metrics)
        .containsExactly(
            "loss@1=2.0", "loss@2=1.0", "validation_loss@2=1.5", "final/test/macro_f1@2=0.5");
    assertThat(told.status).isEqualTo("FINISHED");
    assertThat(told.end).isPositive();
    assertThat(folder.resolve("mlflow.json")).content().contains("r1").doesNotContain("secret");
  }

  @Test
  void aRunThatGoesOnStaysOneRun() throws IOException {
    run().follow();
    server.calls.clear();
    run().ended(false);
    assertThat(server.calls)
        .containsExactly("runs/update RUNNING", "runs/log-batch", "runs/update FAILED");
    assertThat(server.refusals).isEmpty();
  }

  @Test
  void aFinishedRunThatGoesOnHasAnotherModel() throws IOException {
    finish("ab");
    run().ended(true);
    finish("cd");
    run().ended(true);
    assertThat(server.refusals).isEmpty();
    assertThat(server.runs).hasSize(1);
    assertThat(server.runs.get("r1").tags).isEqualTo(Map.of("model_sha256", "cd"));
    assertThat(server.runs.get("r1").status).isEqualTo("FINISHED");
  }

  @Test
  void anExperimentIsMadeOnce() throws IOException {
    run().follow();
    Files.delete(folder.resolve("mlflow.json"));
    server.calls.clear();
    run().follow();
    assertThat(server.calls)
        .startsWith("experiments/get-by-name", "runs/create")
        .doesNotContain("experiments/create");
    assertThat(server.experiments).hasSize(1);
    assertThat(server.runs).containsOnlyKeys("r1", "r2");
  }

  @Test
  void muchIsToldInBatches() throws IOException {
    StringBuilder job = new StringBuilder();
    for (int key = 0; key < 250; key++) {
      job.append("key%d = %s%n".formatted(key, "\"" + "x".repeat(10_000) + "\""));
    }
    job.append("\"a(b)\" = 1\n");
    Files.writeString(folder.resolve("job.conf"), job);
    StringBuilder history = new StringBuilder("restart,epoch,loss,accuracy\n");
    for (int epoch = 1; epoch <= 1200; epoch++) {
      history.append("2,%d,1,0.5%n".formatted(epoch));
    }
    Files.writeString(folder.resolve("history.csv"), history);
    run().follow();
    assertThat(server.refusals).isEmpty();
    MlflowServer.Run told = server.runs.get("r1");
    assertThat(told.metrics)
        .hasSize(2400)
        .startsWith("restart_2/loss@1=1.0")
        .endsWith("restart_2/accuracy@1200=0.5");
    assertThat(told.params).hasSize(251);
    assertThat(told.params.keySet()).anyMatch(key -> key.contains("a_b_"));
    assertThat(server.calls.stream().filter(call -> call.equals("runs/log-batch"))).hasSize(6);
  }

  @Test
  void whatFailsIsWarnedOfOnceAndNotTriedAgain() {
    server.failWith = 500;
    List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    Followers followers = new Followers(List.of(run()), warnings::add, 20);
    followers.news();
    followers.ended(true);
    assertThat(server.calls).hasSize(1);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("MLflow: the server must answer /api/2.0/mlflow/experiments/get-by-name")
        .endsWith("; the run goes on without it");
  }

  @Test
  void aServerThatIsNotThereIsASentence() {
    server.close();
    List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    Followers followers = new Followers(List.of(run()), warnings::add, 20);
    followers.ended(false);
    assertThat(warnings).singleElement().asString().contains("cannot be reached");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "runs/create | {'experiment_id': '7'} | start_time must be in milliseconds",
        "runs/create | {'experiment_id': '7', 'start_time': 1790000000000, 'name': 'x'} | field name",
        "runs/log-batch | {'run_id': 'r1', 'params': [{'key': 'name', 'value': 'b'}]} | never change",
        "runs/log-batch | {'run_id': 'r1', 'tags': [{'key': 'a//b', 'value': ''}]} | key a//b",
        "runs/log-batch | {'params': []} | run_id is required",
        "runs/update | {'run_id': 'r1', 'status': 'DONE'} | status DONE",
        "runs/search | {} | no call",
      })
  void theServerOfTheseTestsIsStrict(String call, String body, String refusal) throws Exception {
    run().follow();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/2.0/mlflow/" + call))
            .header("Authorization", "Bearer secret")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isIn(400, 404);
    assertThat(answer.body()).contains(refusal);
  }
}
