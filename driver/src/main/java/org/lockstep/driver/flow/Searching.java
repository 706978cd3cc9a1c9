package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.Fingerprints;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.JobWriter;
import org.lockstep.driver.report.RunOutcome;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.driver.report.SearchOutcome;
import org.lockstep.driver.run.Progress;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.SearchProgress;
import org.lockstep.driver.search.course.OuterScore;
import org.lockstep.driver.search.course.Standings;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.importance.Fanova;
import org.lockstep.driver.search.judge.Difference;
import org.lockstep.driver.search.ledger.Ledger;
import org.lockstep.driver.search.spec.JudgeSpec;
import org.lockstep.driver.search.spec.SamplerSpec;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.matrix.Kernels;

/** One search, from the data's path to the winner's model. */
final class Searching {
  private static final double CONFIDENCE = 0.95;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobSpec job;
  private final SearchSpec search;
  private final SearchProgress progress;
  private final LookUp lookUp;
  private final Phases phases = Phases.sinceJvmStart();

  /**
   * @param job with a search
   */
  Searching(SparkSession spark, JobSpec job, SearchProgress progress, LookUp lookUp) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.job = job;
    this.search = job.search().orElseThrow();
    this.progress = progress;
    this.lookUp = lookUp;
  }

  /** Searches, and writes the winner's model into the run's directory. */
  SearchOutcome into(RunDirectory run) throws IOException {
    Progress data = progress.training(job.training().epochs());
    data.reading(job.data().path().orElse(job.data().source().word()));
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      DataOrigin origin = DataOrigins.of(job.data(), examples);
      data.read(origin);
      phases.end("read");
      data.preparing(
          "%s features, one fit a feature setting and division".formatted(job.features().kind()));
      Dataset<Row> split = PreparedData.split(job, examples).persist();
      try {
        return search(run, examples, origin, split);
      } finally {
        split.unpersist();
      }
    }
  }

  private SearchOutcome search(
      RunDirectory run, Examples examples, DataOrigin origin, Dataset<Row> split)
      throws IOException {
    Map<String, String> fingerprints = Fingerprints.of(split);
    Dataset<Row> searched = split.filter(col(ShardColumns.SPLIT).notEqual(Split.TEST.label()));
    // First of all, since the ledger is what tells that a run can go on.
    Ledger.open(run.path(), fingerprints).close();
    List<OuterScore> outers =
        search.judge().type() == JudgeSpec.Type.NESTED
            ? new OuterSearches(spark, run, job, examples.labels(), progress)
                .over(searched, fingerprints)
            : List.of();
    Divisions divisions = Divisions.of(searched, search);
    try (DividedSearch trials =
        new DividedSearch(
            spark,
            run,
            run.path(),
            job,
            examples.labels(),
            divisions,
            Optional.empty(),
            fingerprints,
            progress)) {
      trials.prepare(this::say);
      phases.end("prepare");
      Standings standings = trials.run();
      Trial best = trials.withCurves(DividedSearch.best(standings));
      progress.best(best, outers);
      phases.end("search");
      JobSpec winner = trials.job(best);
      boolean refit = search.refit() && !(winner.threshold() instanceof ThresholdChoice.Tuned);
      RunOutcome model = model(run, examples, origin, split, best, winner, refit);
      return new SearchOutcome(
          search,
          standings,
          best,
          ahead(standings, divisions),
          Fanova.of(search.space(), standings.observations(), search.seed()),
          outers,
          trials.stopReason(),
          JobWriter.text(winner),
          refit,
          model,
          trials.fused(),
          trials.busyShare(),
          phases.seconds());
    }
  }

  private void say(TrialSpread spread, String words) {
    int trials = Strategies.trials(search, job.training().epochs());
    boolean halves = search.halving().halves();
    progress.searching(
        trials,
        halves ? 0 : trials,
        "%d trials (%s%s) × %d %s, %d at once in %s, %s kernel; %s"
            .formatted(
                trials,
                search.sampler().name().toLowerCase(Locale.ROOT),
                halves ? ", " + search.halving().type().name().toLowerCase(Locale.ROOT) : "",
                search.judge().parts(),
                search.judge().parts() == 1 ? "division" : "divisions",
                spread.atOnce(),
                context.master(),
                Kernels.best().name(),
                words));
    if (search.sampler() == SamplerSpec.GRID && Strategies.gridSize(search) > trials) {
      progress.warn(
          "the grid has %,d settings, of which the first %d are tried (search.trials)"
              .formatted(Strategies.gridSize(search), trials));
    }
    if (spread.wholeTrials() && spread.atOnce() > search.width() * search.judge().parts()) {
      progress.warn(
          "%d slots, but search.width lets %d trainings run: some slots idle"
              .formatted(spread.atOnce(), search.width() * search.judge().parts()));
    }
    if (search.refit() && job.threshold() instanceof ThresholdChoice.Tuned) {
      progress.warn(
          "the winner will not be trained on the validation rows, too (search.refit), since its"
              + " thresholds are tuned on them (prediction.threshold)");
    }
  }

  /** The winner on all rows but the test split's, for its own number of epochs; then the test. */
  private RunOutcome model(
      RunDirectory run,
      Examples examples,
      DataOrigin origin,
      Dataset<Row> split,
      Trial best,
      JobSpec winner,
      boolean refit)
      throws IOException {
    JobSpec trained = refit ? Refit.of(winner, best) : winner;
    Dataset<Row> rows = refit ? CollectedRows.joined(split) : split;
    PreparedData data = PreparedData.of(spark, trained, rows, examples.labels());
    try (ShardSet shards = data.shards();
        Progress training = progress.training(trained.training().epochs())) {
      return new Training(spark, trained, training, lookUp, phases)
          .fit(run, examples, origin, data, SampledRows.of(rows, shards));
    }
  }

  private Optional<Difference> ahead(Standings standings, Divisions divisions) {
    List<Trial> ranked = standings.ranked();
    if (ranked.size() < 2 || ranked.get(0).values().size() < 2) {
      return Optional.empty();
    }
    double[][] scores =
        ranked.subList(0, 2).stream()
            .map(
                trial ->
                    trial.values().stream()
                        .mapToDouble(value -> progress.direction().score(value))
                        .toArray())
            .toArray(double[][]::new);
    return Difference.of(scores[0], scores[1], divisions.testShare(), CONFIDENCE);
  }
}
