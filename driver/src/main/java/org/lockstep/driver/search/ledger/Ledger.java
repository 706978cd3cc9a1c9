package org.lockstep.driver.search.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Task;

/**
 * {@code trials.jsonl}: one JSON object a line, appended and forced to disk before anybody acts on
 * it, so that a search whose process was killed goes on with everything that it knew. A last line
 * without its end was being written then: it is cut off. Not thread-safe.
 *
 * <pre>
 *   {"state":"begun", …}   the data's fingerprints
 *   {"state":"given", …}   a task: trial, setting, epochs from and to
 *   {"state":"piece", …}   one training of it: division, attempt, scores or reason
 *   {"state":"done"|"failed", …}   its end
 * </pre>
 */
public final class Ledger implements AutoCloseable {
  /** The file's name inside a run directory. */
  public static final String NAME = "trials.jsonl";

  private final FileChannel file;
  private final Map<String, String> fingerprints;
  private final Map<Integer, String> given = new HashMap<>();
  private final Map<Integer, Map<Integer, Piece>> pieces = new HashMap<>();
  private final Map<Integer, Map<Integer, Integer>> attempts = new HashMap<>();
  private final Set<Integer> ended = new HashSet<>();
  private double elapsed;

  private Ledger(FileChannel file, Map<String, String> fingerprints) {
    this.file = file;
    this.fingerprints = new LinkedHashMap<>(fingerprints);
  }

  /**
   * Begins a ledger, or reads one to go on with it.
   *
   * @param fingerprints of the data that are searched on now
   * @throws LedgerException if a ledger is there that is none, or of other data
   */
  public static Ledger open(Path directory, Map<String, String> fingerprints) throws IOException {
    Path path = directory.resolve(NAME);
    byte[] bytes = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean opened = false;
    try {
      file.truncate(whole);
      file.position(whole);
      Ledger ledger = new Ledger(file, fingerprints);
      String[] lines = new String(bytes, 0, whole, StandardCharsets.UTF_8).split("\n");
      for (int i = 0; i < lines.length; i++) {
        if (!lines[i].isBlank()) {
          ledger.read(lines[i], path + ":" + (i + 1));
        }
      }
      if (whole == 0) {
        ledger.append(LedgerLine.begun(fingerprints));
      }
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  private void read(String text, String place) {
    try {
      JsonNode line = LedgerLine.parse(text);
      LedgerFields fields = new LedgerFields(line, place);
      switch (line.path(LedgerLine.STATE).asText()) {
        case LedgerLine.BEGUN -> requireSameData(line, place);
        case LedgerLine.GIVEN ->
            given.put(fields.count(LedgerLine.TASK), LedgerLine.identity(line));
        case LedgerLine.PIECE -> remember(LedgerLine.piece(fields));
        case LedgerLine.DONE, LedgerLine.FAILED -> {
          ended.add(fields.count(LedgerLine.TASK));
          elapsed = Math.max(elapsed, fields.number(LedgerLine.ELAPSED));
        }
        default ->
            throw new LedgerException(
                "a line of the ledger must have a known state. Received: "
                    + text
                    + " ("
                    + place
                    + ")");
      }
    } catch (JsonProcessingException e) {
      throw new LedgerException(
          "a line of the ledger must be JSON. Received: " + text + " (" + place + ")", e);
    } catch (IOException e) {
      throw new LedgerException("the ledger must be readable. Received: " + e, e);
    }
  }

  private void requireSameData(JsonNode line, String place) {
    fingerprints.forEach(
        (stage, here) -> {
          String there = line.path(stage).asText();
          if (!there.equals(here)) {
            throw new LedgerException(
                "the data must be those of the search's beginning. Received: %s is %s there, %s here (%s)"
                    .formatted(stage, there, here, place));
          }
        });
  }

  /**
   * Says that a task was given out, unless that is known.
   *
   * @throws LedgerException if another task with its number was
   */
  public void given(Task task) {
    ObjectNode line = LedgerLine.given(task);
    String identity = LedgerLine.identity(line);
    String there = given.putIfAbsent(task.number(), identity);
    if (there == null) {
      append(line);
    } else if (!there.equals(identity)) {
      throw new LedgerException(
          "the ledger must be of this search. Received: task %d is %s there, %s here"
              .formatted(task.number(), there, identity));
    }
  }

  /** How many tasks have been given out. */
  public int given() {
    return given.size();
  }

  /** Adds the outcome of one training. */
  public void add(Piece piece) {
    append(LedgerLine.of(piece));
    remember(piece);
  }

  /** The outcome of a training that is not tried again, if there is one. */
  public Optional<Piece> piece(int task, int part) {
    return Optional.ofNullable(pieces.getOrDefault(task, Map.of()).get(part));
  }

  /** How often a training was tried. */
  public int attempts(int task, int part) {
    return attempts.getOrDefault(task, Map.of()).getOrDefault(part, 0);
  }

  /** Says how a task ended, unless that is known. */
  public void ended(Result result, double secondsSoFar) {
    if (ended.add(result.task().number())) {
      append(LedgerLine.ended(result, secondsSoFar));
    }
  }

  /** Seconds of search behind the newest task that had ended when the ledger was opened. */
  public double elapsed() {
    return elapsed;
  }

  private void remember(Piece piece) {
    attempts
        .computeIfAbsent(piece.task(), none -> new HashMap<>())
        .merge(piece.part(), piece.attempt(), Math::max);
    if (piece.last()) {
      pieces.computeIfAbsent(piece.task(), none -> new HashMap<>()).put(piece.part(), piece);
    }
  }

  private void append(ObjectNode line) {
    ByteBuffer bytes =
        ByteBuffer.wrap((LedgerLine.text(line) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(false);
    } catch (IOException e) {
      throw new LedgerException("the ledger must be writable. Received: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
