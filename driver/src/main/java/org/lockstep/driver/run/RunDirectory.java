package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.JobWriter;

/**
 * The directory of one training run, held by this process alone.
 *
 * <pre>
 *   job.conf      the job, resolved          history.csv   one row an epoch
 *   status.json   where the run is           metrics.json  scores and facts
 *   model/        weights and card           spark.log     Spark's log and ours
 *   layers.csv    lengths of the layers, if they are watched
 *   _SUCCESS      written last               checkpoints/  states from which the run can go on
 *   unfinished-N/ what an attempt left that cannot go on; earlier-N/ results before the run went on
 * </pre>
 *
 * <p>Resumed, a directory whose run is done is left as it is, unless there are more epochs to run
 * now; one whose run was begun by the same job goes on from its newest checkpoint. Where there is
 * none it starts anew, and what was left is moved into {@code unfinished-N/} first.
 */
public final class RunDirectory implements AutoCloseable {
  /** The resolved job. */
  public static final String JOB = "job.conf";

  /** Written last, empty: the run is complete. */
  public static final String SUCCESS = "_SUCCESS";

  /** Spark's log and ours; it may be there before the run is. */
  public static final String LOG = "spark.log";

  /** Where checkpoints lie unless the job says otherwise. */
  public static final String CHECKPOINTS = "checkpoints";

  private final Path path;
  private final Optional<RunLock> lock;
  private final RunStatus status;
  private final boolean alreadyDone;
  private final boolean resumed;
  private final boolean forced;
  private Optional<Heartbeat> heartbeat = Optional.empty();
  private volatile Runnable beforeStop = () -> {};

  private RunDirectory(Path path, Optional<RunLock> lock, boolean resumed, boolean forced) {
    this.path = path;
    this.lock = lock;
    this.status = new RunStatus(path);
    this.alreadyDone = lock.isEmpty();
    this.resumed = resumed;
    this.forced = forced;
  }

  /**
   * Makes or takes over the directory and writes {@code job.conf} and the first status.
   *
   * @param resumeOrStart whether a directory of the same job may exist
   * @throws RunException (73) if the directory exists with content and {@code resumeOrStart} is
   *     false, holds something else than a run, is in use, or cannot be written; (78) if it belongs
   *     to another job
   */
  public static RunDirectory open(Path path, JobSpec job, boolean resumeOrStart) {
    return open(path, job, resumeOrStart ? Existing.RESUMED : Existing.REFUSED);
  }

  /**
   * Makes or takes over the directory and writes {@code job.conf} and the first status.
   *
   * @throws RunException (73) if the directory exists with content that is refused, holds something
   *     else than a run, is in use, or cannot be written; (78) if it belongs to another job
   */
  public static RunDirectory open(Path path, JobSpec job, Existing existing) {
    try {
      Files.createDirectories(path);
      if (RunContents.isDone(path, job, existing)) {
        return done(path);
      }
      Optional<RunLock> lock = RunLock.take(path);
      if (lock.isEmpty()) {
        throw inUse(path);
      }
      return begin(path, job, existing, lock.get());
    } catch (IOException e) {
      throw DiskFailure.at(path, e);
    }
  }

  /** The directory. */
  public Path path() {
    return path;
  }

  /** Where the model is written. */
  public Path model() {
    return path.resolve("model");
  }

  /** The status file's writer. */
  public RunStatus status() {
    return status;
  }

  /** Whether the run goes on from a checkpoint, if there is one that is whole. */
  public boolean resumed() {
    return resumed;
  }

  /** Whether it does so even with other data. */
  public boolean forced() {
    return forced;
  }

  /** Where its checkpoints lie. */
  public String checkpoints(JobSpec job) {
    String directory = job.checkpoint().directory();
    return directory.isEmpty() ? path.resolve(CHECKPOINTS).toString() : directory;
  }

  /**
   * What is done when the run is interrupted, before the status says so; bounded in time.
   *
   * @param work nothing, once there is nothing more to save
   */
  public void beforeStop(Optional<Runnable> work) {
    beforeStop = work.orElse(() -> {});
  }

  /** Whether this run had been done before, by the same job: nothing is to be done. */
  public boolean alreadyDone() {
    return alreadyDone;
  }

  /** Says {@code done} in the status, then writes {@code _SUCCESS}. */
  public void succeed(String message) throws IOException {
    status.end(RunState.DONE, message, ExitCode.OK.number());
    AtomicFile.write(path.resolve(SUCCESS), "");
  }

  /** Says {@code failed} in the status, with the sentence the user reads. */
  public void fail(Failure failure) {
    status.end(RunState.FAILED, failure.sentence(), failure.exitCode().number());
  }

  /** Says {@code stopped}: the user or a scheduler interrupted the run. */
  public void stop() {
    beforeStop.run();
    status.end(RunState.STOPPED, "interrupted", ExitCode.RESUMABLE.number());
  }

  /** Lets go of the directory. */
  @Override
  public void close() throws IOException {
    heartbeat.ifPresent(Heartbeat::close);
    if (lock.isPresent()) {
      lock.get().close();
    }
  }

  private static RunDirectory done(Path path) {
    return new RunDirectory(path, Optional.empty(), false, false);
  }

  private static RunDirectory begin(Path path, JobSpec job, Existing existing, RunLock lock)
      throws IOException {
    boolean begun = false;
    try {
      // Again, now that nobody else can change it.
      if (RunContents.isDone(path, job, existing)) {
        return done(path);
      }
      requireNoLease(path);
      boolean resumed = RunContents.makeRoom(path, job);
      RunDirectory run =
          new RunDirectory(path, Optional.of(lock), resumed, existing == Existing.FORCED);
      AtomicFile.write(path.resolve(JOB), JobWriter.text(job));
      run.status.enter(RunState.STARTING, "");
      run.heartbeat = Optional.of(new Heartbeat(run.status));
      begun = true;
      return run;
    } finally {
      if (!begun) {
        lock.close();
      }
    }
  }

  /** The lock of a file that machines share may not reach the other machine; its heartbeat does. */
  private static void requireNoLease(Path path) throws IOException {
    Optional<StatusRecord> status = StatusFile.read(path);
    if (status.isPresent() && !status.get().isLocal() && status.get().holdsLease(Instant.now())) {
      throw inUse(path);
    }
  }

  private static RunException inUse(Path path) throws IOException {
    String owner =
        StatusFile.read(path)
            .map(status -> "process " + status.pid() + " on " + status.host())
            .orElse("another process");
    return new RunException(
        ExitCode.CANNOT_WRITE,
        "the output directory must not be in use. Received: " + path + ", held by " + owner);
  }
}
