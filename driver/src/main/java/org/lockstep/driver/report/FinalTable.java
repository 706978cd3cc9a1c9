package org.lockstep.driver.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.watching.Finding;

/** The last words of a training: scores, where the model is, and what to type next. */
public final class FinalTable {
  private static final String NEVER = "never_predicted";

  private FinalTable() {}

  /**
   * Writes them.
   *
   * @param textInput whether the model takes texts
   * @param report the page, if there is one
   */
  public static void print(
      RunOutcome outcome, boolean textInput, Path run, Optional<Path> report, Terminal terminal) {
    terminal.blank();
    terminal.line(
        "%s of %d%s%s: %s"
            .formatted(
                outcome.kept(),
                outcome.epochs(),
                restart(outcome.restarts()),
                outcome.keepsBest()
                    ? ""
                    : " is kept, %d was the best".formatted(outcome.bestEpoch()),
                outcome.stopReason()));
    terminal.blank();
    ScoreTable.splits(outcome.splits(), outcome.network().task()).forEach(terminal::line);
    exact(outcome, terminal);
    Split last = outcome.judged().orElse(Split.VALIDATION);
    Scores scores = outcome.splits().get(last);
    if (scores != null && !scores.classes().isEmpty()) {
      terminal.blank();
      terminal.line(terminal.dim(kind(scores) + " of the " + last.label() + " split"));
      ScoreTable.classes(scores, outcome.labels()).forEach(terminal::line);
    }
    if (scores != null && scores.outputs().size() > 1 && !outcome.targets().isEmpty()) {
      terminal.blank();
      ScoreTable.outputs(scores, outcome.targets()).forEach(terminal::line);
    }
    thresholds(outcome, terminal);
    symptoms(outcome, terminal);
    terminal.blank();
    PhaseTable.lines(outcome.seconds()).forEach(terminal::line);
    terminal.line("model      " + run.resolve("model") + "  sha256 " + outcome.modelSha256());
    report.ifPresent(file -> terminal.line("report     " + file));
    if (outcome.data().generated()) {
      terminal.warn("the data were generated; these scores say nothing about real ones");
    }
    String directory = ShellWord.of(run);
    if (report.isPresent()) {
      terminal.line(
          "look       " + terminal.bold("submit/lockstep report " + directory + " --open"));
    }
    terminal.line(
        "next       " + terminal.bold(next(textInput, outcome.network().task(), directory)));
  }

  /** What was said between the epochs has scrolled away: it comes again, with what to try. */
  private static void symptoms(RunOutcome outcome, Terminal terminal) {
    List<Finding> before = new ArrayList<>(outcome.watched().findings());
    List<Finding> last = new ArrayList<>();
    outcome
        .warnings()
        .forEach(finding -> (finding.kind().equals(NEVER) ? last : before).add(finding));
    if (!before.isEmpty()) {
      terminal.blank();
      terminal.line(terminal.dim("what the epochs showed"));
      before.forEach(
          finding ->
              terminal.line("  epoch %d: %s".formatted(finding.epoch(), finding.sentence())));
    }
    last.forEach(finding -> terminal.warn(finding.sentence()));
  }

  /** How far a run whose workers stepped on their own is from the exact one. */
  private static void exact(RunOutcome outcome, Terminal terminal) {
    Optional<ExactRun> exact = outcome.exact();
    Optional<Split> judged = outcome.judged();
    if (exact.isEmpty() || judged.isEmpty()) {
      return;
    }
    terminal.blank();
    terminal.line(
        terminal.dim(
            "averaged %s against the exact run (averagingPeriod = 1, best epoch %d of %d, %s), %s split"
                .formatted(
                    outcome.averaging().words(),
                    exact.get().bestEpoch(),
                    exact.get().epochs(),
                    Figures.seconds(exact.get().seconds()),
                    judged.get().label())));
    ScoreTable.difference(
            outcome.splits().get(judged.get()),
            exact.get().splits().get(judged.get()),
            outcome.network().task())
        .forEach(terminal::line);
  }

  private static String kind(Scores scores) {
    return scores.confusion().isPresent() ? "classes" : "labels";
  }

  /** Where they are not all 0.5. */
  private static void thresholds(RunOutcome outcome, Terminal terminal) {
    Thresholds thresholds = outcome.thresholds();
    if (thresholds.isStandard()) {
      return;
    }
    terminal.blank();
    terminal.line(
        "thresholds "
            + (thresholds.tunedF1().isEmpty() ? "chosen" : "tuned to the best validation F1"));
    int skipped = outcome.labels().size() - thresholds.values().size(); // of two classes the first
    for (int k = 0; k < thresholds.values().size(); k++) {
      String score =
          thresholds.tunedF1().isEmpty()
              ? ""
              : "  F1 " + Figures.score(thresholds.tunedF1().get(k));
      terminal.line(
          "  %s  %s%s"
              .formatted(
                  Figures.score(thresholds.values().get(k)),
                  outcome.labels().get(k + skipped),
                  score));
    }
  }

  private static String restart(RunOutcome.Restarts restarts) {
    return restarts.all().size() == 1
        ? ""
        : " in restart %d of %d".formatted(restarts.best(), restarts.all().size());
  }

  private static String next(boolean textInput, Task task, String directory) {
    if (task == Task.RECONSTRUCTION) {
      return "submit/lockstep predict " + directory + " --data PATH --out errors.csv --code";
    }
    return textInput
        ? "submit/lockstep predict " + directory + " --text \"the crew was wonderful\""
        : "submit/lockstep evaluate " + directory + " --data PATH";
  }
}
