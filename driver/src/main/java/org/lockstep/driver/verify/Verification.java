package org.lockstep.driver.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;

/**
 * Runs a job in one setting after the other, compares every stage's hash with the first run's, and
 * tells a line a run. A run that differs or fails does not keep the others from being tried.
 */
public final class Verification {
  /** Hex digits of a hash that a line shows; files have all 64. */
  private static final int SHOWN = 16;

  private final List<Setting> settings;
  private final Trainer trainer;
  private final Terminal terminal;
  private Stages first;
  private int same;
  private int different;
  private int firstFailure;

  /**
   * @param settings of which the first is what the others are compared with
   */
  public Verification(List<Setting> settings, Trainer trainer, Terminal terminal) {
    this.settings = List.copyOf(settings);
    this.trainer = trainer;
    this.terminal = terminal;
  }

  /**
   * Runs all.
   *
   * @param directory where each run gets a directory, {@code run-1} the first
   * @return 0 if all gave the same bits; 70 if one differs; else the exit code of the first run
   *     that failed
   */
  public int in(Path directory) throws IOException {
    terminal.line(
        terminal.dim("%-20s %-24s %-48s %8s".formatted("setting", "master", "outcome", "seconds")));
    for (int i = 0; i < settings.size() && (i == 0 || first != null); i++) {
      long began = System.nanoTime();
      String outcome = outcome(settings.get(i), directory.resolve("run-" + (i + 1)));
      double seconds = (System.nanoTime() - began) / 1e9;
      terminal.line(
          String.format(
              Locale.ROOT,
              "%-20s %-24s %-48s %8.1f",
              settings.get(i).name(),
              settings.get(i).master(),
              outcome,
              seconds));
    }
    terminal.blank();
    return verdict();
  }

  private String outcome(Setting setting, Path run) throws IOException {
    try {
      Stages stages = trainer.train(setting, run);
      if (first == null) {
        first = stages;
        same = 1;
        return "model " + shown(stages.model());
      }
      Optional<String> difference = first.firstDifference(stages);
      if (difference.isEmpty()) {
        same++;
        return "model " + shown(stages.model()) + ", same bits";
      }
      different++;
      String stage = difference.get();
      return "DIFFERS first in %s: %s, not %s"
          .formatted(stage, shown(stages.hash(stage)), shown(first.hash(stage)));
    } catch (FailedRunException e) {
      firstFailure = firstFailure == 0 ? e.exitCode() : firstFailure;
      return "FAILED with %d: %s".formatted(e.exitCode(), e.getMessage());
    }
  }

  private int verdict() {
    if (same == settings.size()) {
      terminal.line(
          terminal.bold("same bits in all %d runs".formatted(same))
              + ": model_sha256 "
              + first.model());
      return ExitCode.OK.number();
    }
    if (first == null) {
      terminal.line("the first run failed: there is nothing to compare with");
      return firstFailure;
    }
    terminal.line(
        terminal.bold("NOT verified")
            + ": of %d runs %d gave the same bits, %d differ, %d failed"
                .formatted(settings.size(), same, different, settings.size() - same - different));
    return different > 0 ? ExitCode.INTERNAL.number() : firstFailure;
  }

  private static String shown(String hash) {
    return hash.isEmpty() ? "nothing" : hash.substring(0, Math.min(SHOWN, hash.length())) + "…";
  }
}
