package org.lockstep.driver.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What {@code status.json} says at one moment.
 *
 * @param state where the run is
 * @param message one line for a person; empty if there is nothing to add
 * @param epoch the last finished epoch, 0 before the first
 * @param pid the process that writes the file
 * @param host the machine it runs on
 * @param started when the attempt began
 * @param updated when the file was written
 * @param exitCode the process's exit code, once the run ended
 * @param dataSource the job's source, or {@code generated}; empty until the data are opened
 */
public record StatusRecord(
    RunState state,
    String message,
    int epoch,
    long pid,
    String host,
    Instant started,
    Instant updated,
    Optional<Integer> exitCode,
    String dataSource) {

  /** Whether the run is on this machine. */
  public boolean isLocal() {
    return host.equals(RunStatus.hostName());
  }

  /** Whether its process still lives; asked for a local run only. */
  public boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
