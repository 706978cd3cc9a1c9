package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.flow.CollectedRows;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.search.judge.Spread;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * A job whose choices are made: trained on training and validation rows together, from several
 * seeds, and scored on the test rows.
 *
 * <p>The split is that of the job's own seed, so the test rows are the same for all seeds and are
 * those that no choice has seen; the seeds differ in initial weights, order of rows and dropout.
 * Where the job stops early, each seed first learns on the training rows alone after how many
 * epochs to stop.
 */
final class Refit implements Experiment {
  static final int SEEDS = 5;
  private static final String EPOCHS = "epochs";

  private final Path file;
  private final Map<String, Double> goals;

  /**
   * @param goals of means, by column
   */
  Refit(Path file, Map<String, Double> goals) {
    this.file = file;
    this.goals = goals;
  }

  @Override
  public String name() {
    return file.getFileName().toString().replaceAll("\\.conf$", "");
  }

  @Override
  public Outcome run(Lab lab) throws IOException {
    JobSpec job = JobReader.read(file, List.of());
    Outcome.Builder out =
        Outcome.of(
            name(),
            job.title(),
            "Trained on training and validation rows together, from %d seeds, and scored on the test rows, which no choice has seen."
                .formatted(SEEDS),
            "test accuracy",
            "test macro_f1",
            "train macro_f1",
            Trained.LENGTH,
            EPOCHS);
    boolean stops = job.training().earlyStopping().enabled();
    List<Integer> epochs = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      epochs.add(
          stops
              ? lab.fit(lab.rows(job, false), seeded(job, job.training(), seed))
                  .result()
                  .bestEpoch()
              : job.training().epochs());
    }
    CollectedRows rows = lab.rows(job, true);
    Map<String, List<Double>> all = new LinkedHashMap<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      int last = epochs.get(seed - 1);
      TrainingSpec training = job.training().with(last, EarlyStoppingSpec.none());
      Trained trained = lab.fit(rows, seeded(job, training, seed));
      Map<String, Double> figures = trained.figures("macro_f1");
      figures.put("test accuracy", trained.score(Split.TEST, "accuracy"));
      figures.put(EPOCHS, (double) last);
      Outcome.Figures row = out.row("seed " + seed, figures, "");
      row.ours().forEach((c, value) -> all.computeIfAbsent(c, x -> new ArrayList<>()).add(value));
    }
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, Double> deviations = new LinkedHashMap<>();
    all.forEach(
        (column, values) -> {
          Spread spread = Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray());
          means.put(column, spread.mean());
          deviations.put(column, spread.deviation());
        });
    out.row("mean", means, "submit/lockstep reproduce " + file);
    out.row("deviation", deviations, "");
    goals.forEach(
        (column, goal) ->
            out.claim(
                "the mean %s is at least %s".formatted(column, goal),
                means.get(column) >= goal,
                "%.4f ± %.4f",
                means.get(column),
                deviations.get(column)));
    return out.done(
        "The lecture has no such network: this is how far the same trainer comes with other"
            + " features.");
  }

  private static JobSpec seeded(JobSpec job, TrainingSpec training, long seed) {
    return job.with(training.toBuilder().seed(seed).build());
  }
}
