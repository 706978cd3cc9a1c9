package org.lockstep.driver.flow;

import java.util.List;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.trial.TrialReport;

/** Trains trials that have won once more, for what was not asked of all trials. */
final class Winners {
  private final DivisionRows rows;
  private final TrialSpread spread;

  Winners(DivisionRows rows, TrialSpread spread) {
    this.rows = rows;
    this.spread = spread;
  }

  /**
   * A trial with the whole learning curves of its trainings: those whose epochs were not scored one
   * by one are made again, all at once, and have the same bits.
   *
   * @param job the trial's
   */
  Trial withCurves(Trial trial, JobSpec job) {
    List<Piece> pieces =
        trial.pieces().parallelStream().map(piece -> withCurve(trial, piece, job)).toList();
    return new Trial(trial.result(), trial.values(), pieces);
  }

  private Piece withCurve(Trial trial, Piece piece, JobSpec job) {
    if (piece.isWatched()) {
      return piece;
    }
    DivisionRows.Prepared prepared = rows.take(job, piece.part());
    try {
      TrialReport report =
          spread.trainWatched(new TrialPart(trial.result().task(), piece.part(), job), prepared);
      if (!report.sha256().equals(piece.sha256())) {
        throw new IllegalStateException(
            "the same training must have the same bits, %s. Received: %s"
                .formatted(piece.sha256(), report.failure().orElse(report.sha256())));
      }
      return piece.with(report.curve());
    } finally {
      rows.release(job, piece.part());
    }
  }

  /**
   * Trains on the training rows of a part alone, and scores its test rows.
   *
   * @throws RunException (75) if it fails
   */
  TrialReport tested(JobSpec job, int part, String title) {
    DivisionRows.Prepared prepared = rows.take(job, part);
    try {
      TrialReport report = spread.trainTested(job, prepared, title);
      if (report.failure().isPresent()) {
        throw new RunException(
            ExitCode.RESUMABLE, "%s failed: %s".formatted(title, report.failure().get()));
      }
      return report;
    } finally {
      rows.release(job, part);
    }
  }
}
