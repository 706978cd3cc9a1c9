package org.lockstep.driver.page;

import java.io.IOException;
import java.nio.file.Path;
import org.lockstep.driver.html.Page;
import org.lockstep.driver.run.AtomicFile;

/** {@code report.html} of a run's directory. */
public final class ReportFile {
  /** The file's name inside a run directory. */
  public static final String NAME = "report.html";

  private ReportFile() {}

  /** The page of a run or of a search, by what lies in the directory. */
  public static Page page(Path directory) throws IOException {
    RunFiles run = RunFiles.open(directory);
    return SearchPage.is(run) ? SearchPage.of(run) : RunPage.of(run);
  }

  /** Writes the page into the directory and returns its file. */
  public static Path write(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    AtomicFile.write(file, page(directory).text());
    return file;
  }
}
