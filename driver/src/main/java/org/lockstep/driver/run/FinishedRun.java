package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;

/**
 * A run that is done, opened for reading.
 *
 * @param path the run directory
 * @param job its resolved job
 */
public record FinishedRun(Path path, JobSpec job) {

  /**
   * Opens a run that ended well.
   *
   * @throws RunException (66) if there is no such directory, it is no run, or the run is not done
   */
  public static FinishedRun open(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      throw missing("must be a directory that exists. Received: " + path);
    }
    if (!Files.isRegularFile(path.resolve(RunDirectory.JOB))) {
      throw missing("must be the directory of a run. Received: " + path + ", without job.conf");
    }
    if (!Files.exists(path.resolve(RunDirectory.SUCCESS))) {
      String state =
          StatusFile.read(path)
              .map(status -> status.state().label() + " " + status.message())
              .orElse("no status");
      throw missing("must be done. Received: " + path + ", which is " + state.trim());
    }
    return new FinishedRun(path, JobReader.read(path.resolve(RunDirectory.JOB), List.of()));
  }

  /** Where the model lies. */
  public Path model() {
    return path.resolve("model");
  }

  private static RunException missing(String rule) {
    return new RunException(ExitCode.INPUT_MISSING, "the run " + rule);
  }
}
