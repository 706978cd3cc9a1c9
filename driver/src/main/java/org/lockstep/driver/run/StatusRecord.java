package org.lockstep.driver.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What {@code status.json} says at one moment.
 *
 * @param state where the run is
 * @param message one line for a person; empty if there is nothing to add
 * @param epoch the last finished epoch, 0 before the first
 * @param pid the process that writes the file
 * @param processStarted when that process began, if the system tells: another one may have its
 *     number later
 * @param host the machine it runs on
 * @param started when the attempt began
 * @param updated when something changed
 * @param heartbeat when the process last said that it lives
 * @param exitCode the process's exit code, once the run ended
 * @param dataSource the job's source, or {@code generated}; empty until the data are opened
 */
public record StatusRecord(
    RunState state,
    String message,
    int epoch,
    long pid,
    Optional<Instant> processStarted,
    String host,
    Instant started,
    Instant updated,
    Instant heartbeat,
    Optional<Integer> exitCode,
    String dataSource) {

  /** Whether the run is on this machine. */
  public boolean isLocal() {
    return host.equals(RunStatus.hostName());
  }

  /** Whether its process still lives; asked for a local run only. */
  public boolean isAlive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                processStarted.isEmpty()
                    || process
                        .info()
                        .startInstant()
                        .map(start -> isSame(start, processStarted.get()))
                        .orElse(true))
        .isPresent();
  }

  /** The clock of the system's answer may be corrected by a little from one time to the next. */
  private static boolean isSame(Instant start, Instant other) {
    return Duration.between(start, other).abs().compareTo(Duration.ofSeconds(2)) < 0;
  }

  /** Whether its process may still write: its heartbeat is younger than a minute. */
  public boolean holdsLease(Instant now) {
    return !state.ended() && Duration.between(heartbeat, now).compareTo(Heartbeat.LOST_AFTER) < 0;
  }

  /**
   * Whether the run has neither ended nor a process: on this machine the process is gone; on
   * another it has not been heard of for a minute.
   */
  public boolean isLost(Instant now) {
    return !state.ended() && (isLocal() ? !isAlive() : !holdsLease(now));
  }
}
