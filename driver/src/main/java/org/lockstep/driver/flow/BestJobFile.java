package org.lockstep.driver.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.JobWriter;
import org.lockstep.driver.report.SearchReport;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.search.course.CourseListener;
import org.lockstep.driver.search.course.Standings;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.ledger.Piece;

/**
 * Keeps {@value SearchReport#BEST_JOB} the job of the best trial so far, so that a search that is
 * interrupted has something to show.
 */
final class BestJobFile implements CourseListener {
  private final Path file;
  private final Function<Trial, JobSpec> jobs;
  private final CourseListener next;
  private Optional<Trial> best = Optional.empty();

  /**
   * @param jobs of trials
   * @param next hears of everything first
   */
  BestJobFile(Path directory, Function<Trial, JobSpec> jobs, CourseListener next) {
    this.file = directory.resolve(SearchReport.BEST_JOB);
    this.jobs = jobs;
    this.next = next;
  }

  @Override
  public void began(int running) {
    next.began(running);
  }

  @Override
  public void retried(int trial, Piece piece) {
    next.retried(trial, piece);
  }

  @Override
  public void ended(Trial trial, Standings standings, int running, OptionalDouble secondsLeft) {
    next.ended(trial, standings, running, secondsLeft);
    if (standings.best().equals(best)) {
      return;
    }
    best = standings.best();
    if (best.isPresent()) {
      try {
        AtomicFile.write(file, JobWriter.text(jobs.apply(best.get())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
