package org.lockstep.driver.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.report.ShellWord;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.Failures;

/** The line to type after a failure: what helps most often, in the words of what was typed. */
final class NextLine {
  private static final String OUT = "--out";
  private static final String SET = "--set";
  private static final String VERBOSE = "-v";

  private final List<String> words;
  private final boolean talks;

  private NextLine(List<String> words, boolean talks) {
    this.words = words;
    this.talks = talks;
  }

  /**
   * The line.
   *
   * @param words the command that failed, with its options
   * @param talks whether the command has {@code -v}
   * @return nothing where no single line helps, or where the run itself has said it
   */
  static Optional<String> of(Failure failure, List<String> words, boolean talks) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    NextLine line = new NextLine(words, talks);
    return line.after(failure).map(next -> "submit/lockstep " + next);
  }

  private Optional<String> after(Failure failure) {
    ExitCode code = failure.exitCode();
    String said = failure.sentence();
    if (said.contains("submit/lockstep ") || code == ExitCode.RESUMABLE) {
      return Optional.empty();
    }
    if (said.startsWith("training diverged")) {
      return job().map(job -> "lr-find " + job + " --out runs/rates");
    }
    return switch (code) {
      case USAGE -> Optional.of(words.get(0) + " --help");
      case INTERNAL ->
          talks && !words.contains(VERBOSE)
              ? Optional.of(typed(words) + " " + VERBOSE)
              : Optional.empty();
      case CANNOT_WRITE -> elsewhere(!said.startsWith(Failures.NO_ACCESS));
      case BAD_CONFIGURATION, BAD_DATA, INPUT_MISSING -> tried();
      default -> Optional.empty();
    };
  }

  /** A dry run of the job, once it or its data are mended. */
  private Optional<String> tried() {
    return Optional.of(job().map(job -> "check " + job).orElse(words.get(0) + " --help"));
  }

  /** The job file with what was set. */
  private Optional<String> job() {
    int at = 0;
    while (at < words.size() && !words.get(at).endsWith(".conf")) {
      at++;
    }
    if (at == words.size()) {
      return Optional.empty();
    }
    List<String> kept = new ArrayList<>(List.of(words.get(at)));
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals(SET)) {
        kept.addAll(List.of(SET, words.get(i + 1)));
      }
    }
    return Optional.of(typed(kept));
  }

  /**
   * The same with another place for what it writes: beside what is there, or, where nothing can be
   * written, in the folder of temporary files.
   */
  private Optional<String> elsewhere(boolean beside) {
    Optional<String> place = place();
    if (place.isEmpty()) {
      return Optional.empty();
    }
    String other =
        beside
            ? place.get().replaceFirst("(\\.[A-Za-z]+)?/?$", "-2$1")
            : Path.of(System.getProperty("java.io.tmpdir"))
                .resolve(Path.of(place.get()).getFileName())
                .toString();
    List<String> changed = new ArrayList<>(words);
    int at = words.indexOf(OUT);
    if (at < 0) {
      changed.addAll(List.of(OUT, other));
    } else {
      changed.set(at + 1, other);
    }
    return Optional.of(typed(changed));
  }

  /** Where the command writes, as far as its words say. */
  private Optional<String> place() {
    int at = words.indexOf(OUT) + 1;
    if (at > 0 && at < words.size()) {
      return Optional.of(words.get(at));
    }
    if (at > 0 || !words.get(0).equals("init")) {
      return Optional.empty();
    }
    return words.stream()
        .filter(word -> word.matches(InitCommand.TABLES))
        .findFirst()
        .map(data -> InitCommand.jobFile(Path.of(data)).toString());
  }

  private static String typed(List<String> words) {
    return String.join(" ", words.stream().map(ShellWord::of).toList());
  }
}
