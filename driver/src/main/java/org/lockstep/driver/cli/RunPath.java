package org.lockstep.driver.cli;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;

/** Where a run goes: where the user says, or into a directory of the job's name and the time. */
final class RunPath {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private RunPath() {}

  /**
   * @param out what the user says; null for nothing
   */
  static Path of(String out, JobSpec job) {
    if (out == null) {
      return Path.of("runs", job.name() + "-" + LocalDateTime.now().format(STAMP));
    }
    if (out.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
      throw new RunException(
          ExitCode.CANNOT_WRITE, "--out must be a local directory. Received: " + out);
    }
    return Path.of(out);
  }
}
