package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lockstep.driver.draft.Draft;
import org.lockstep.driver.report.ShellWord;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Look at a file of rows and write a first job file for it, with reasons.",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep init reviews.csv",
      "  submit/lockstep init houses.csv --label price --out houses.conf"
    })
final class InitCommand implements Callable<Integer> {
  /** What names of data files look like. */
  static final String TABLES = ".*\\.(csv|tsv|tab)(\\.gz)?";

  @Parameters(
      paramLabel = "DATA.csv",
      description = "Values with a header: .csv or .tsv, plain or .gz.")
  private Path data;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "What to predict. Default: a column named like a label, else the last one.")
  private String label;

  @Option(
      names = "--out",
      paramLabel = "JOB.conf",
      description = "The job file, which must not exist. Default: the data's name with .conf.")
  private Path out;

  private final Terminal terminal;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Path file = out == null ? jobFile(data) : out;
    requireNew(file);
    Draft draft = Draft.of(data, Optional.ofNullable(label));
    draft.lines().forEach(terminal::line);
    write(file, draft.file(name(data).replaceAll("[^A-Za-z0-9._-]", "-")));
    terminal.line("written    " + file);
    terminal.line("next       submit/lockstep check " + ShellWord.of(file));
    return ExitCode.OK.number();
  }

  /** Where the job goes unless it is told. */
  static Path jobFile(Path data) {
    return Path.of(name(data) + ".conf");
  }

  private static String name(Path data) {
    return data.getFileName().toString().replaceFirst("\\.(csv|tsv|tab)(\\.gz)?$", "");
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      requireNew(file);
    }
  }

  private static void requireNew(Path file) {
    if (Files.exists(file)) {
      throw new RunException(
          ExitCode.CANNOT_WRITE,
          "the job file must not exist yet. Received: " + file + "; name another with --out");
    }
  }
}
