package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.trainer.network.Task;

class MetricsFileTest {
  @TempDir private Path folder;

  @Test
  void holdsTheKeysThatProgramsReadInTheirOrder() throws IOException {
    MetricsFile.write(folder, Outcomes.run());
    JsonNode metrics = MetricsFile.read(folder);
    assertThat(metrics.fieldNames())
        .toIterable()
        .containsExactly(
            "task",
            "data",
            "rows",
            "labels",
            "targets",
            "thresholds",
            "splits",
            "best_epoch",
            "kept_epoch",
            "epochs",
            "stop_reason",
            "restart",
            "restarts",
            "weights",
            "model_sha256",
            "fingerprints",
            "network",
            "parameters",
            "workers",
            "averaging",
            "loop",
            "kernel",
            "master",
            "executors",
            "layers",
            "warnings",
            "checkpoints",
            "versions",
            "seconds");
    assertThat(metrics.at("/task").asText()).isEqualTo("multiclass");
    assertThat(metrics.at("/data/source").asText()).isEqualTo("generated");
    assertThat(metrics.at("/data/grouped_by").asText()).isEqualTo("author");
    assertThat(metrics.at("/data/groups").asLong()).isEqualTo(7);
    assertThat(metrics.at("/rows/read").asLong()).isEqualTo(13);
    assertThat(metrics.at("/rows/rejected/empty_text").asLong()).isEqualTo(1);
    assertThat(metrics.at("/best_epoch").asInt()).isEqualTo(2);
    assertThat(metrics.at("/restart").asInt()).isEqualTo(1);
    assertThat(metrics.at("/restarts").toString())
        .isEqualTo(
            "[{\"restart\":1,\"validation_loss\":0.5,\"best_epoch\":2,\"epochs\":2,"
                + "\"stop_reason\":\"all 2 epochs were run\"}]");
    assertThat(metrics.at("/layers/0").toString())
        .isEqualTo(
            "{\"layer\":\"dense_1/kernel\",\"weight_norm\":4.0,\"gradient_norm\":0.25,"
                + "\"update_norm\":0.5,\"update_ratio\":0.125,\"min\":-1.5,\"max\":1.0,"
                + "\"dead_share\":0.25}");
    assertThat(metrics.at("/layers/1/update_ratio").isNull()).isTrue();
    assertThat(metrics.at("/warnings").toString())
        .isEqualTo(
            "[{\"epoch\":2,\"kind\":\"dead_units\",\"layer\":\"dense_1\","
                + "\"sentence\":\"63% of dense_1's units are dead\"}]");
    assertThat(metrics.at("/checkpoints").toString()).isEqualTo("{\"written\":2,\"failed\":1}");
    assertThat(metrics.at("/weights/l2").asDouble()).isEqualTo(1.25);
    assertThat(metrics.at("/network").asText()).isEqualTo(Outcomes.network().summary());
    assertThat(metrics.at("/parameters").asInt()).isEqualTo(23);
    assertThat(metrics.at("/averaging").toString())
        .startsWith(
            "{\"period\":3,\"growth\":1,\"every_epochs\":1,\"longest_period\":3,"
                + "\"words\":\"every 3 steps\",\"exact_run\":{\"splits\":{\"train\":{")
        .endsWith("\"best_epoch\":2,\"epochs\":2,\"model_sha256\":\"ef56\",\"seconds\":2.5}}");
    assertThat(metrics.at("/averaging/exact_run/splits")).isEqualTo(metrics.at("/splits"));
    assertThat(metrics.at("/seconds/train").asDouble()).isEqualTo(1.5);
    assertThat(metrics.at("/versions/lockstep").asText()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(metrics.at("/versions/spark").asText()).startsWith("4.");
  }

  @Test
  void everyEpochSaysWhereItsTimeWent() throws IOException {
    try (HistoryFile history = new HistoryFile(folder, Task.MULTICLASS)) {
      history.append(
          2, Outcomes.epoch(3, true), "ab12", new PhaseSeconds(0.5, 0.25, 0.125, 0.0625, 0.03125));
    }
    MetricsFile.write(folder, Outcomes.run());
    assertThat(MetricsFile.read(folder).at("/epoch_seconds").toString())
        .isEqualTo(
            "[{\"restart\":2,\"epoch\":3,\"all\":0.25,\"compute\":0.5,\"merge\":0.25,"
                + "\"wait\":0.125,\"driver\":0.0625,\"checkpoint\":0.03125}]");
  }

  @Test
  void splitsStandInTheirOrderWithClassesAndConfusion() throws IOException {
    MetricsFile.write(folder, Outcomes.run());
    JsonNode splits = MetricsFile.read(folder).at("/splits");
    assertThat(splits.fieldNames()).toIterable().containsExactly("train", "test");
    JsonNode test = splits.get("test");
    assertThat(test.get("loss").asDouble()).isEqualTo(0.5);
    assertThat(test.get("accuracy").asDouble()).isEqualTo(5 / 6.0);
    assertThat(test.at("/per_class/1/label").asText()).isEqualTo("yes");
    assertThat(test.at("/per_class/1/recall").asDouble()).isEqualTo(2 / 3.0);
    assertThat(test.at("/confusion_matrix").toString()).isEqualTo("[[3,0],[1,2]]");
  }
}
