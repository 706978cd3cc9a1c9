package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.RoundLoop;
import org.lockstep.driver.report.ExactRun;
import org.lockstep.driver.report.ProbabilityFiles;
import org.lockstep.driver.report.RunOutcome;
import org.lockstep.driver.report.RunOutcome.DataOrigin;
import org.lockstep.driver.run.Progress;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.worker.Workers;

/** One training, from the data's path to the model on disk. */
final class Training {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final JobSpec job;
  private final Progress progress;
  private final LookUp lookUp;
  private final String title;
  private final Phases phases;

  Training(SparkSession spark, JobSpec job, Progress progress, LookUp lookUp) {
    this(spark, job, progress, lookUp, Phases.sinceJvmStart());
  }

  /**
   * @param phases of the command so far
   */
  Training(SparkSession spark, JobSpec job, Progress progress, LookUp lookUp, Phases phases) {
    this.phases = phases;
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.job = job;
    this.progress = progress;
    this.lookUp = lookUp;
    this.title = "lockstep " + job.name();
  }

  /** Trains, and writes the model into the run's directory. */
  RunOutcome into(RunDirectory run) throws IOException {
    context.setJobGroup(run.path().toString(), title + " · read");
    progress.reading(job.data().path().orElse(job.data().source().word()));
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      DataOrigin origin = DataOrigins.of(job.data(), examples);
      progress.read(origin);
      phases.end("read");

      context.setJobGroup(run.path().toString(), title + " · prepare");
      progress.preparing(
          "%s features, shards of %d workers"
              .formatted(job.features().kind(), job.training().workers()));
      PreparedData data = PreparedData.of(spark, job, examples);
      try (ShardSet shards = data.shards()) {
        SampledRows sample = SampledRows.of(PreparedData.split(job, examples), shards);
        examples.close();
        phases.end("prepare");
        return fit(run, examples, origin, data, sample);
      }
    }
  }

  /**
   * Trains on rows that are prepared, and writes the model.
   *
   * @param sample of the same rows, for people
   */
  RunOutcome fit(
      RunDirectory run, Examples examples, DataOrigin origin, PreparedData data, SampledRows sample)
      throws IOException {
    List<String> targets = DataOrigins.targets(job.data());
    NetworkSpec network = data.trainable(job, examples.labels());
    Thresholds chosen = thresholds(network);
    boolean sets = job.data().outcome() == Outcome.LABELS;
    List<String> counted = network.task() == Task.DISTRIBUTION ? List.of() : examples.labels();
    progress.prepared(DataSummaries.of(data.shards(), network.inputs(), counted, sets));
    Loops.Choice choice = Loops.choose(spark, data.shards(), network, job, title);
    Checkpoints checkpoints = checkpoints(run, data, network);
    Beginning beginning = beginning(network, data, examples.labels(), checkpoints);
    RandomRestarts.Outcome trained;
    int executors;
    try (BusyExecutors busy = new BusyExecutors(context.sc())) {
      trained = train(network, data, choice, checkpoints, beginning.state());
      executors = busy.count();
    }
    TrainingResult result = trained.best();
    phases.end("train");
    progress.phases().byName().forEach((phase, seconds) -> phases.part("train_" + phase, seconds));

    progress.evaluating();
    boolean keepsBest = job.training().earlyStopping().restoreBest();
    try (Workers workers = new RoundLoop(context, data.shards(), network, job.training(), title)) {
      Thresholds thresholds = tuned(workers, result.parameters(), chosen);
      Map<Split, Totals> totals = totals(workers, result.parameters(), thresholds);
      phases.end("evaluate");
      Optional<ExactRun> exact = exactRun(network, data, examples.labels(), workers, chosen);
      RunOutcome outcome =
          new RunOutcome(
              network,
              origin,
              examples.labels(),
              targets,
              thresholds,
              scores(totals),
              result.history(),
              result.bestEpoch(),
              keepsBest ? result.bestEpoch() : result.epochs(),
              result.stopReason(),
              new RunOutcome.Restarts(trained.restart(), trained.monitor(), trained.restarts()),
              KernelWeights.of(network, result.parameters()),
              Parameters.sha256(result.parameters()),
              data.fingerprints(),
              choice.loop().name(),
              workers.count(),
              job.training().averaging(),
              exact,
              Kernels.best().name(),
              context.master(),
              executors,
              phases.seconds(),
              result.watched(),
              checkpoints.saving().saved());
      Map<String, Object> provenance = Provenance.of(job, outcome);
      provenance.putAll(beginning.card());
      Model model =
          new Model(
              network,
              result.parameters(),
              data.features(),
              examples.labels(),
              thresholds,
              provenance);
      ModelFile.write(run.model(), model);
      if (totals.containsKey(sample.split())) {
        ProbabilityFiles.write(run.path(), totals.get(sample.split()), examples.labels());
      }
      SampleFiles.write(run.path(), sample, model, targets);
      return outcome;
    }
  }

  /** A checkpoint of this run, else what the job says. */
  private Beginning beginning(
      NetworkSpec network, PreparedData data, List<String> labels, Checkpoints checkpoints)
      throws IOException {
    if (checkpoints.start().isEmpty()) {
      return first(network, data, labels);
    }
    Map<String, Object> card =
        job.warmStart()
            .<Map<String, Object>>map(choice -> Map.of("warmStart", Map.of("from", choice.from())))
            .orElse(Map.of());
    return new Beginning(checkpoints.start(), card);
  }

  /** The network that the job starts from, else the seed. */
  private Beginning first(NetworkSpec network, PreparedData data, List<String> labels)
      throws IOException {
    return Beginning.of(job, network, data.features(), labels, context.hadoopConfiguration());
  }

  private String onDisk(long bytes) {
    String what = job.stream().isPresent() ? "rows streamed from Parquet" : "features on disk";
    return bytes == 0 ? "" : String.format(Locale.ROOT, ", %.1f MB of %s", bytes / 1e6, what);
  }

  private Checkpoints checkpoints(RunDirectory run, PreparedData data, NetworkSpec network)
      throws IOException {
    return new Checkpoints(
        run,
        job,
        ModelFile.featuresCard(data.features()),
        data.fingerprints(),
        new ParameterLayout(network).size(),
        progress,
        context.hadoopConfiguration());
  }

  /**
   * From the newest checkpoint, if the run goes on; and with new ones.
   *
   * @param checkpoints closed
   */
  private RandomRestarts.Outcome train(
      NetworkSpec network,
      PreparedData data,
      Loops.Choice choice,
      Checkpoints checkpoints,
      Optional<TrainingState> start)
      throws IOException {
    try (checkpoints) {
      progress.training(
          network,
          "%d workers, %s kernel, %s, loop %s%s"
              .formatted(
                  data.shards().workers(),
                  Kernels.best().name(),
                  context.master(),
                  choice.words(),
                  onDisk(data.shards().storedBytes())));
      progress.averaging(job.training().averaging(), job.report().exactRun());
      checkpoints.follow(
          network,
          () ->
              start
                  .map(TrainingState::parameters)
                  .orElseGet(() -> Parameters.initialise(network, job.training().seed()).values()));
      return choice.loop().run(new FitProgram(), progress, checkpoints.saving(), start);
    }
  }

  /** Labels that were found in the data can be counted only now. */
  private Thresholds thresholds(NetworkSpec network) {
    try {
      return job.threshold().of(network.task(), network.outputs());
    } catch (IllegalArgumentException e) {
      throw new JobException(List.of("prediction." + e.getMessage()));
    }
  }

  private Thresholds tuned(Workers workers, float[] parameters, Thresholds chosen) {
    return job.threshold() instanceof ThresholdChoice.Tuned
        ? workers.evaluate(parameters, Split.VALIDATION).tunedThresholds()
        : chosen;
  }

  /** The exact training beside one whose workers step on their own, if the job wants it. */
  private Optional<ExactRun> exactRun(
      NetworkSpec network,
      PreparedData data,
      List<String> labels,
      Workers workers,
      Thresholds chosen)
      throws IOException {
    if (job.training().averaging().isExact() || !job.report().exactRun()) {
      return Optional.empty();
    }
    ExactRun exact =
        new ExactTraining(spark, job, title, progress)
            .of(
                data.shards(),
                network,
                first(network, data, labels).state(),
                each -> scores(totals(workers, each, tuned(workers, each, chosen))));
    phases.end("exact_run");
    return Optional.of(exact);
  }

  private static Map<Split, Scores> scores(Map<Split, Totals> totals) {
    Map<Split, Scores> scores = new EnumMap<>(Split.class);
    totals.forEach((split, each) -> scores.put(split, each.scores()));
    return scores;
  }

  private static Map<Split, Totals> totals(
      Workers workers, float[] parameters, Thresholds thresholds) {
    Map<Split, Totals> totals = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      if (workers.rows(split) > 0) {
        totals.put(split, workers.evaluate(parameters, split, Optional.of(thresholds)));
      }
    }
    return totals;
  }
}
