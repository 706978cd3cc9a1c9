package org.lockstep.driver.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The live status of a run: every change is written to {@code status.json} at once. Once the run
 * ended, later changes are ignored, so that the failures a Ctrl-C provokes on its way out cannot
 * overwrite {@code stopped}.
 */
public final class RunStatus {
  private final Path directory;
  private final Instant started = now();
  private final long pid = ProcessHandle.current().pid();
  private final Optional<Instant> processStarted = ProcessHandle.current().info().startInstant();
  private final String host = hostName();
  private RunState state = RunState.STARTING;
  private int epoch;
  private String dataSource = "";
  private String message = "";
  private Instant changed = now();

  /** A status whose file lies in {@code directory}; nothing is written yet. */
  RunStatus(Path directory) {
    this.directory = directory;
  }

  /** The present state. */
  public synchronized RunState state() {
    return state;
  }

  /** The last finished epoch, 0 before the first. */
  public synchronized int epoch() {
    return epoch;
  }

  /** Enters a state that does not end the run. */
  public synchronized void enter(RunState next, String message) {
    if (next.ended()) {
      throw new IllegalArgumentException("enter must not be given an end. Received: " + next);
    }
    change(next, message, Optional.empty());
  }

  /** Says that an epoch (1-based) is finished. */
  public synchronized void epochFinished(int finished, String message) {
    epoch = finished;
    change(state, message, Optional.empty());
  }

  /** Says where the data come from: the job's source, or {@code generated}. */
  public synchronized void dataSource(String source) {
    dataSource = source;
    change(state, "", Optional.empty());
  }

  /** Ends the run. The first end stays. */
  synchronized void end(RunState last, String message, int exitCode) {
    change(last, message, Optional.of(exitCode));
  }

  /** Says that the process lives, and nothing new. */
  synchronized void beat() {
    if (state.ended()) {
      return;
    }
    try {
      write(Optional.empty());
    } catch (IOException e) {
      // The next change of state will say that the disk is full; a beat may be missed.
    }
  }

  private void change(RunState next, String message, Optional<Integer> exitCode) {
    if (state.ended()) {
      return;
    }
    state = next;
    this.message = message;
    changed = now();
    try {
      write(exitCode);
    } catch (IOException e) {
      throw DiskFailure.at(directory.resolve(StatusFile.NAME), e);
    }
  }

  private void write(Optional<Integer> exitCode) throws IOException {
    StatusFile.write(
        directory,
        new StatusRecord(
            state,
            message,
            epoch,
            pid,
            processStarted,
            host,
            started,
            changed,
            now(),
            exitCode,
            dataSource));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
