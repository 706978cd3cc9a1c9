package org.lockstep.driver.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.training.TrainingSpec;

/** A dry run in words. */
public final class DryRunReport {
  private static final double MEGABYTE = 1 << 20;

  private DryRunReport() {}

  /** What is there, what it takes, what the first steps did; a line each. */
  public static List<String> lines(DryRunOutcome found, int epochs) {
    List<String> lines = new ArrayList<>();
    RejectedRows rows = found.data().rows();
    lines.add(
        line(
            "data       %,d rows used of %,d (%s)%s",
            rows.used(),
            rows.read(),
            found.data().origin(),
            rows.rejected() == 0 ? "" : ", rejected: " + rows.reasons()));
    found.data().groups().ifPresent(groups -> lines.add(groups.words()));
    lines.add(
        line(
            "split      %,d training, %,d validation, %,d test rows",
            found.splitRows().get(0), found.splitRows().get(1), found.splitRows().get(2)));
    if (!found.labels().isEmpty()) {
      lines.add("labels     " + String.join(", ", found.labels()));
    }
    lines.add(line("features   %,d", found.features()));
    lines.add("network    " + found.network().summary());
    Memory memory = found.memory();
    lines.add(
        line(
            "memory     %.1f MB beside Spark: weights %.1f, optimizer %.1f, gradients %.1f at most,"
                + " rows %.1f",
            memory.total() / MEGABYTE,
            memory.weights() / MEGABYTE,
            memory.state() / MEGABYTE,
            memory.gradients() / MEGABYTE,
            memory.rows() / MEGABYTE));
    lines.add(
        line(
            "time       some %s an epoch of %,d steps in one thread, %s for all %,d epochs",
            duration(found.epochSeconds()),
            found.stepsPerEpoch(),
            duration(found.epochSeconds() * epochs),
            epochs));
    lines.add(
        line("two steps  %,d rows, loss %.4f", found.twoSteps().rows(), found.twoSteps().loss()));
    OneBatch batch = found.oneBatch();
    lines.add(
        line(
            "one batch  %,d rows, loss %.4f to %.4f in %d steps",
            batch.rows(), batch.first(), batch.last(), OneBatch.STEPS));
    lines.add("           " + batch.verdict().words());
    return lines;
  }

  /**
   * What speaks against a job before it has run.
   *
   * @param training of the job
   */
  public static List<String> doubts(DryRunOutcome found, TrainingSpec training) {
    List<String> doubts = new ArrayList<>();
    if (found.oneBatch().verdict() != OneBatch.Verdict.LEARNED) {
      doubts.add("the network does not learn one batch by heart; see above what to try");
    }
    int weights = new ParameterLayout(found.network()).numbers();
    long rows = found.splitRows().get(0);
    if (weights > rows && !HeldBack.is(found.network(), training, found.splitRows().get(1))) {
      doubts.add(
          line(
              "over-fitting is likely: %,d weights for %,d training rows, and nothing holds them"
                  + " back. Try dropout or l2 on the layers, or training.earlyStopping, before"
                  + " fewer units",
              weights, rows));
    }
    return doubts;
  }

  private static String duration(double seconds) {
    if (seconds >= 100) {
      return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
    return seconds >= 1
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.1f ms", 1e3 * seconds);
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
