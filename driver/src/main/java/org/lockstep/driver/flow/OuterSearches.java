package org.lockstep.driver.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.SearchProgress;
import org.lockstep.driver.search.course.OuterScore;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.judge.Nested;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.trial.TrialReport;

/**
 * Judges a search as a whole, as {@link Nested} says: for each outer fold a search on the other
 * folds' rows, in {@code outer-1/} … of the run's directory, and its winner's scores on the fold.
 */
final class OuterSearches {
  private final SparkSession spark;
  private final RunDirectory run;
  private final JobSpec job;
  private final SearchSpec search;
  private final List<String> labels;
  private final SearchProgress progress;

  OuterSearches(
      SparkSession spark,
      RunDirectory run,
      JobSpec job,
      List<String> labels,
      SearchProgress progress) {
    this.spark = spark;
    this.run = run;
    this.job = job;
    this.search = job.search().orElseThrow();
    this.labels = labels;
    this.progress = progress;
  }

  /**
   * One score an outer fold, in order.
   *
   * @param rows with {@code split}, those of the test split left out
   */
  List<OuterScore> over(Dataset<Row> rows, Map<String, String> fingerprints) throws IOException {
    List<OuterScore> scores = new ArrayList<>();
    for (Divisions.Outer outer : Divisions.outers(rows, search)) {
      scores.add(score(outer, fingerprints));
    }
    return scores;
  }

  private OuterScore score(Divisions.Outer outer, Map<String, String> fingerprints)
      throws IOException {
    int fold = outer.outer().fold() + 1;
    String name = "outer fold %d of %d".formatted(fold, search.judge().outerFolds());
    Path directory = Files.createDirectories(run.path().resolve("outer-" + fold));
    Map<String, String> ofThis = new LinkedHashMap<>(fingerprints);
    ofThis.put("outer", name);
    SearchProgress inner = progress.inner(directory);
    try (DividedSearch trials =
        new DividedSearch(
            spark,
            run,
            directory,
            job,
            labels,
            outer.inner(),
            Optional.of(outer.rows()),
            ofThis,
            inner)) {
      trials.prepare(
          (spread, words) -> {
            int count = Strategies.trials(search, job.training().epochs());
            inner.searching(count, 0, "%s: %d trials; %s".formatted(name, count, words));
          });
      Trial best = DividedSearch.best(trials.run());
      TrialReport report = trials.tested(Refit.of(trials.job(best), best), name + ", the winner");
      return new OuterScore(fold, best, report.scores(), report.sha256());
    }
  }
}
