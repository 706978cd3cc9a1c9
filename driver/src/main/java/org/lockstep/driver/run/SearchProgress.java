package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lockstep.driver.report.SearchReport;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.report.TrialsFile;
import org.lockstep.driver.search.course.CourseListener;
import org.lockstep.driver.search.course.OuterScore;
import org.lockstep.driver.search.course.Standings;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.judge.Direction;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.spec.SearchSpec;

/**
 * What a search tells: every ended trial reaches the terminal as a row, {@code status.json} and the
 * tables of the run's directory; on a terminal a last line counts along.
 */
public final class SearchProgress implements CourseListener {
  private static final int SECONDS_A_MINUTE = 60;

  private final RunDirectory run;
  private final Path directory;

  /** Of what the time that is left is told, if not of all. */
  private final String within;

  private final Terminal terminal;
  private final SearchSpec search;
  private final Direction direction;
  private int tasks;
  private int running;
  private Optional<Trial> best = Optional.empty();

  public SearchProgress(
      RunDirectory run, Terminal terminal, SearchSpec search, Direction direction) {
    this(run, run.path(), "", terminal, search, direction);
  }

  private SearchProgress(
      RunDirectory run,
      Path directory,
      String within,
      Terminal terminal,
      SearchSpec search,
      Direction direction) {
    this.run = run;
    this.directory = directory;
    this.within = within;
    this.terminal = terminal;
    this.search = search;
    this.direction = direction;
  }

  /** For a search on an outer fold of this one, whose tables lie in that directory. */
  public SearchProgress inner(Path directory) {
    return new SearchProgress(run, directory, " on this fold", terminal, search, direction);
  }

  /** For the data and the winner's training. */
  public Progress training(int epochs) {
    return new Progress(run, terminal, epochs);
  }

  /** Whether more of the metric is better. */
  public Direction direction() {
    return direction;
  }

  /**
   * The search begins.
   *
   * @param trials at most
   * @param most tasks that are known before; 0 if results decide
   * @param words what is searched, how and where
   */
  public void searching(int trials, int most, String words) {
    run.status().enter(RunState.SEARCHING, trials + " trials");
    terminal.line("searching  " + words);
    if (search.budget().minutes() > 0) {
      terminal.warn(
          "with a budget of minutes the winner may depend on the cluster: a faster one tries more");
    }
    tasks = most;
  }

  /** Something that the user should know. */
  public void warn(String sentence) {
    terminal.warn(sentence);
  }

  @Override
  public void began(int running) {
    this.running = running;
  }

  @Override
  public void retried(int trial, Piece piece) {
    terminal.warn(
        "trial %d failed and is tried again: %s".formatted(trial, piece.failure().orElse("")));
  }

  @Override
  public void ended(Trial trial, Standings standings, int running, OptionalDouble secondsLeft) {
    this.running = running;
    String left = left(secondsLeft);
    boolean better = !standings.best().equals(best);
    best = standings.best();
    String summary = summary(standings) + (left.isEmpty() ? "" : ", " + left);
    String row = row(trial, better && best.filter(trial::equals).isPresent());
    run.status().enter(RunState.SEARCHING, summary);
    if (terminal.live()) {
      terminal.line(row);
      terminal.redraw(summary);
    } else {
      terminal.line(row + (left.isEmpty() ? "" : "  " + left));
    }
    try {
      TrialsFile.write(directory, search, direction, standings, AtomicFile::write);
    } catch (IOException e) {
      throw DiskFailure.at(directory.resolve(TrialsFile.NAME), e);
    }
  }

  /**
   * The search has found its best trial.
   *
   * @param best with its whole curves
   * @param outers what the search is worth, if that was asked for
   */
  public void best(Trial best, List<OuterScore> outers) {
    try {
      TrialsFile.writeBest(directory, search, best, outers, AtomicFile::write);
    } catch (IOException e) {
      throw DiskFailure.at(directory.resolve(TrialsFile.NAME), e);
    }
  }

  /** What there is to say when a search is interrupted. */
  public String bestSoFar() {
    return best.map(
            trial ->
                "best so far %s (%s)"
                    .formatted(row(trial, false), directory.resolve(SearchReport.BEST_JOB)))
        .orElse("no trial has ended yet");
  }

  private String row(Trial trial, boolean isBest) {
    String head = "trial %3d  ".formatted(trial.number());
    if (trial.result().failed()) {
      return head
          + "failed: "
          + trial.result().failure().orElse("").lines().findFirst().orElse("")
          + "  "
          + trial.result().task().setting();
    }
    String spread =
        trial.values().size() == 1
            ? ""
            : String.format(Locale.ROOT, " ± %.4f", trial.spread().deviation());
    String left =
        trial.result().task().toEpoch() > trial.result().epochs() ? " (stopped by itself)" : "";
    return String.format(
        Locale.ROOT,
        "%s%s %.4f%s  %d epochs%s  %.1f s  %s%s",
        head,
        search.metric(),
        direction.value(trial.result().score()),
        spread,
        trial.result().epochs(),
        left,
        trial.seconds(),
        trial.result().task().setting(),
        isBest ? "  best" : "");
  }

  private String summary(Standings standings) {
    StringBuilder text = new StringBuilder();
    text.append(standings.tasks().size());
    if (tasks > 0) {
      text.append(" of ").append(tasks);
    }
    text.append(" done, ").append(running).append(" trainings running");
    if (standings.leftBehind() > 0) {
      text.append(", ").append(standings.leftBehind()).append(" trials left behind");
    }
    text.append(", ").append(standings.failed()).append(" failed");
    best.ifPresent(
        trial ->
            text.append(
                String.format(
                    Locale.ROOT,
                    ", best %.4f (trial %d)",
                    direction.value(trial.result().score()),
                    trial.number())));
    return text.toString();
  }

  /** In words; none once nothing is left. */
  private String left(OptionalDouble secondsLeft) {
    double seconds = secondsLeft.orElse(0);
    return seconds == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "about %d:%02d left%s",
            (long) seconds / SECONDS_A_MINUTE,
            (long) seconds % SECONDS_A_MINUTE,
            within);
  }
}
