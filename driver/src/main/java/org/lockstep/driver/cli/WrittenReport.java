package org.lockstep.driver.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.lockstep.driver.page.ReportFile;
import org.lockstep.driver.report.Terminal;
import org.slf4j.LoggerFactory;

/** The page at a run's end. It tells of the run: that it cannot be written is no failure of it. */
final class WrittenReport {
  private WrittenReport() {}

  /**
   * Writes it, if the job wants it.
   *
   * @return its file; nothing if it is not wanted or could not be written
   */
  static Optional<Path> of(Path run, boolean wanted, Terminal terminal) {
    if (!wanted) {
      return Optional.empty();
    }
    try {
      return Optional.of(ReportFile.write(run));
    } catch (Exception e) {
      LoggerFactory.getLogger(WrittenReport.class).error("report.html was not written", e);
      terminal.warn("report.html was not written: " + e.getMessage());
      return Optional.empty();
    }
  }
}
