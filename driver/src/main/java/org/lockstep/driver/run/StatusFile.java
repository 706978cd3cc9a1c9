package org.lockstep.driver.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** {@code status.json}: the run's state for schedulers and for {@code lockstep status}. */
public final class StatusFile {
  /** The file's name inside a run directory. */
  public static final String NAME = "status.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private StatusFile() {}

  /** Writes the record atomically into {@code directory}. */
  static void write(Path directory, StatusRecord status) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("state", status.state().label());
    node.put("message", status.message());
    node.put("epoch", status.epoch());
    node.put("pid", status.pid());
    status.processStarted().ifPresent(at -> node.put("processStarted", at.toString()));
    node.put("host", status.host());
    node.put("started", status.started().toString());
    node.put("updated", status.updated().toString());
    node.put("heartbeat", status.heartbeat().toString());
    status.exitCode().ifPresent(code -> node.put("exitCode", code));
    node.put("dataSource", status.dataSource());
    AtomicFile.write(
        directory.resolve(NAME),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
  }

  /**
   * Reads the record of a run directory.
   *
   * @return nothing if the directory has no {@code status.json}
   * @throws RunException (66) if the file is not one of ours
   */
  public static Optional<StatusRecord> read(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
      return Optional.of(
          new StatusRecord(
              RunState.of(node.path("state").asText()),
              node.path("message").asText(),
              node.path("epoch").asInt(),
              node.path("pid").asLong(),
              node.has("processStarted")
                  ? Optional.of(Instant.parse(node.path("processStarted").asText()))
                  : Optional.<Instant>empty(),
              node.path("host").asText(),
              Instant.parse(node.path("started").asText()),
              Instant.parse(node.path("updated").asText()),
              Instant.parse(node.path(node.has("heartbeat") ? "heartbeat" : "updated").asText()),
              node.has("exitCode")
                  ? Optional.of(node.path("exitCode").asInt())
                  : Optional.<Integer>empty(),
              node.path("dataSource").asText()));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new RunException(
          ExitCode.INPUT_MISSING,
          "status.json must be the status of a run. Received: "
              + e.getMessage()
              + " ("
              + file
              + ")",
          e);
    }
  }
}
