package org.lockstep.driver.report;

import java.nio.file.Path;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.metric.Scores;

/** The last words of a training: scores, where the model is, and what to type next. */
public final class FinalTable {
  private FinalTable() {}

  /**
   * Writes them.
   *
   * @param textInput whether the model takes texts
   */
  public static void print(RunOutcome outcome, boolean textInput, Path run, Terminal terminal) {
    terminal.blank();
    terminal.line(
        "best epoch %d of %d%s: %s"
            .formatted(
                outcome.bestEpoch(),
                outcome.epochs(),
                restart(outcome.restarts()),
                outcome.stopReason()));
    terminal.blank();
    ScoreTable.splits(outcome.splits(), outcome.network().task()).forEach(terminal::line);
    Split last = outcome.splits().containsKey(Split.TEST) ? Split.TEST : Split.VALIDATION;
    Scores scores = outcome.splits().get(last);
    if (scores != null && !scores.classes().isEmpty()) {
      terminal.blank();
      terminal.line(terminal.dim("classes of the " + last.label() + " split"));
      ScoreTable.classes(scores, outcome.labels()).forEach(terminal::line);
    }
    terminal.blank();
    outcome
        .seconds()
        .forEach(
            (phase, seconds) ->
                terminal.line("%-10s %s".formatted(phase, Figures.seconds(seconds))));
    terminal.line("model      " + run.resolve("model") + "  sha256 " + outcome.modelSha256());
    if (outcome.data().generated()) {
      terminal.warn("the data were generated; these scores say nothing about real ones");
    }
    terminal.line("next       " + terminal.bold(next(textInput, run)));
  }

  private static String restart(RunOutcome.Restarts restarts) {
    return restarts.all().size() == 1
        ? ""
        : " in restart %d of %d".formatted(restarts.best(), restarts.all().size());
  }

  private static String next(boolean textInput, Path run) {
    String directory = run.toString();
    if (!directory.matches("[A-Za-z0-9_./-]+")) {
      directory = "'" + directory.replace("'", "'\\''") + "'"; // as a shell reads it
    }
    return textInput
        ? "submit/lockstep predict " + directory + " --text \"the crew was wonderful\""
        : "submit/lockstep evaluate " + directory + " --data PATH";
  }
}
