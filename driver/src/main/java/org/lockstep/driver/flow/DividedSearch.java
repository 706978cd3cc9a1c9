package org.lockstep.driver.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.TrialJob;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SearchProgress;
import org.lockstep.driver.search.course.Course;
import org.lockstep.driver.search.course.Standings;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.ledger.Ledger;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.trial.TrialReport;
import scala.jdk.javaapi.CollectionConverters;

/** A search over given divisions, with a ledger, rows and slots of its own. */
final class DividedSearch implements AutoCloseable {
  /** Of the least that an executor may store, how much prepared rows take. */
  private static final double SHARE_OF_STORAGE = 0.5;

  /** The part of {@link DivisionRows} that is the rows around the divisions. */
  private static final int AROUND = -1;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final RunDirectory run;
  private final JobSpec job;
  private final SearchSpec search;
  private final List<String> labels;
  private final Path directory;
  private final SearchProgress progress;
  private final TrialJob jobs;
  private final SpreadChoice choice;
  private final Paused paused;
  private final DivisionRows rows;
  private final Ledger ledger;

  /** Once {@link #prepare} has found out how large rows are. */
  private SearchSlots slots;

  private Winners winners;

  private Optional<String> stopReason = Optional.empty();

  /**
   * @param directory of the ledger, of paused trials and of the best job
   * @param around with {@code split}, for {@link #tested}; its test rows are in no division
   * @param fingerprints of the data
   */
  DividedSearch(
      SparkSession spark,
      RunDirectory run,
      Path directory,
      JobSpec job,
      List<String> labels,
      Divisions divisions,
      Optional<Dataset<Row>> around,
      Map<String, String> fingerprints,
      SearchProgress progress)
      throws IOException {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.run = run;
    this.job = job;
    this.search = job.search().orElseThrow();
    this.labels = labels;
    this.directory = directory;
    this.progress = progress;
    this.jobs = new TrialJob(job);
    this.choice = new SpreadChoice(search.spread());
    this.paused = new Paused(directory);
    this.ledger = Ledger.open(directory, fingerprints);
    this.rows =
        new DivisionRows(
            (trial, part) ->
                choice.prepared(
                    context,
                    PreparedData.of(
                        spark,
                        trial,
                        part == AROUND ? around.orElseThrow() : divisions.part(part),
                        labels)),
            (long) (SHARE_OF_STORAGE * storage(context)));
  }

  /** Bytes that the smallest executor, or the driver where there is none yet, may store. */
  private static long storage(JavaSparkContext context) {
    return CollectionConverters.asJava(context.sc().getExecutorMemoryStatus()).values().stream()
        .mapToLong(memory -> (Long) memory._1())
        .min()
        .orElse(0);
  }

  /**
   * Prepares the rows that most trials train on: the first division's, which tell how large rows
   * are, and unless features are searched the others', too, several at once.
   *
   * @param ready told of the spread, and why it is that
   */
  void prepare(BiConsumer<TrialSpread, String> ready) {
    warm(0);
    if (search.targets().values().stream()
        .noneMatch(to -> to.reaches("features") || to.reaches("training.classWeight"))) {
      IntStream.range(1, search.judge().parts()).parallel().forEach(this::warm);
    }
    TrialSpread spread = spread();
    slots =
        new SearchSlots(
            context, jobs, rows, spread, paused, search.retries(), search.spread().fused());
    winners = new Winners(rows, spread);
    ready.accept(spread, choice.words());
  }

  private void warm(int part) {
    rows.take(job, part);
    rows.release(job, part);
  }

  private TrialSpread spread() {
    String group = run.path().toString();
    int epochs = job.training().epochs();
    return choice.wholeTrials()
        ? new WholeTrialSpread(context, group, labels, search.metric(), epochs, paused)
        : new RowSpread(
            spark, group, labels, search.metric(), epochs, paused, search.spread().atOnce());
  }

  /** Tries settings until the search is over. */
  Standings run() {
    Course course =
        new Course(
            search,
            progress.direction(),
            Strategies.of(search, job.training().epochs()),
            slots,
            ledger,
            new BestJobFile(directory, this::job, progress));
    run.beforeStop(Optional.of(course::stop));
    try {
      Standings standings = course.run();
      paused.forgetAll();
      stopReason = course.stopReason();
      return standings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      run.beforeStop(Optional.empty());
    }
  }

  /**
   * The best trial.
   *
   * @throws RunException (78) if no trial has a score
   */
  static Trial best(Standings standings) {
    return standings
        .best()
        .orElseThrow(
            () ->
                new RunException(
                    ExitCode.BAD_CONFIGURATION,
                    "at least one trial must end with a score. Received: "
                        + standings.trials().stream()
                            .findFirst()
                            .flatMap(trial -> trial.result().failure())
                            .orElse("no trial")));
  }

  /** A trial with its whole learning curves. */
  Trial withCurves(Trial trial) {
    return winners.withCurves(trial, job(trial));
  }

  /** Trains a job on the training rows around all divisions, and scores the test rows there. */
  TrialReport tested(JobSpec winner, String title) {
    return winners.tested(winner, AROUND, title);
  }

  /** The job of a trial. */
  JobSpec job(Trial trial) {
    return jobs.of(trial.result().task().setting());
  }

  /** Why it ended before the last trial; empty if it did not. */
  Optional<String> stopReason() {
    return stopReason;
  }

  /** Trainings that a slot made together with others. */
  int fused() {
    return slots.fused();
  }

  /** How much of their time slots were training; of whole trials alone. */
  Optional<Double> busyShare() {
    return slots.busyShare();
  }

  private static RunException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RunException(ExitCode.RESUMABLE, "the search was interrupted", e);
  }

  @Override
  public void close() throws IOException {
    if (slots != null) {
      slots.close();
    }
    rows.close();
    ledger.close();
  }
}
