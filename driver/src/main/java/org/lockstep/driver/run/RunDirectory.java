package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.job.JobDifference;
import org.lockstep.driver.job.JobReader;
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
 *   _SUCCESS      written last               unfinished-N/ what an earlier attempt left
 * </pre>
 *
 * <p>With {@code --resume-or-start} a directory whose run is done is left as it is; one whose run
 * was begun by the same job is restarted from the beginning, and what it left is moved into {@code
 * unfinished-N/} first.
 */
public final class RunDirectory implements AutoCloseable {
  /** The resolved job. */
  public static final String JOB = "job.conf";

  /** Written last, empty: the run is complete. */
  public static final String SUCCESS = "_SUCCESS";

  /** Spark's log and ours; it may be there before the run is. */
  public static final String LOG = "spark.log";

  private static final String UNFINISHED = "unfinished-";
  private static final List<String> IGNORED = List.of(RunLock.NAME, LOG);

  private final Path path;
  private final Optional<RunLock> lock;
  private final RunStatus status;
  private final boolean alreadyDone;

  private RunDirectory(Path path, Optional<RunLock> lock) {
    this.path = path;
    this.lock = lock;
    this.status = new RunStatus(path);
    this.alreadyDone = lock.isEmpty();
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
    try {
      Files.createDirectories(path);
      if (inspect(path, job, resumeOrStart)) {
        return new RunDirectory(path, Optional.empty());
      }
      Optional<RunLock> lock = RunLock.take(path);
      if (lock.isEmpty()) {
        throw inUse(path);
      }
      return begin(path, job, resumeOrStart, lock.get());
    } catch (IOException e) {
      throw new RunException(ExitCode.CANNOT_WRITE, DiskFailure.sentence(path, e), e);
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
    status.end(RunState.STOPPED, "interrupted", ExitCode.RESUMABLE.number());
  }

  /** Lets go of the directory. */
  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }

  private static RunDirectory begin(Path path, JobSpec job, boolean resumeOrStart, RunLock lock)
      throws IOException {
    boolean begun = false;
    try {
      // Again, now that nobody else can change it.
      if (inspect(path, job, resumeOrStart)) {
        return new RunDirectory(path, Optional.empty());
      }
      moveAside(path);
      RunDirectory run = new RunDirectory(path, Optional.of(lock));
      AtomicFile.write(path.resolve(JOB), JobWriter.text(job));
      run.status.enter(RunState.STARTING, "");
      begun = true;
      return run;
    } finally {
      if (!begun) {
        lock.close();
      }
    }
  }

  /** Whether the run is done; refuses a directory that cannot be this job's. */
  private static boolean inspect(Path path, JobSpec job, boolean resumeOrStart) throws IOException {
    List<Path> content = content(path);
    if (content.isEmpty()) {
      return false;
    }
    if (!resumeOrStart) {
      throw new RunException(
          ExitCode.CANNOT_WRITE,
          "the output directory must be new or empty. Received: "
              + path
              + " (choose another --out, or --resume-or-start to finish the same job there)");
    }
    if (!Files.isRegularFile(path.resolve(JOB))) {
      throw new RunException(
          ExitCode.CANNOT_WRITE,
          "the output directory must hold a run of Lockstep or nothing. Received: "
              + path
              + ", which holds "
              + content.get(0).getFileName()
              + " but no job.conf");
    }
    JobSpec there = JobReader.read(path.resolve(JOB), List.of());
    List<String> differences = JobDifference.between(there, job);
    if (!differences.isEmpty()) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          "the run in " + path + " belongs to another job: " + String.join("; ", differences));
    }
    return Files.exists(path.resolve(SUCCESS));
  }

  private static void moveAside(Path path) throws IOException {
    List<Path> left = content(path);
    if (left.isEmpty()) {
      return;
    }
    int number = 1;
    while (Files.exists(path.resolve(UNFINISHED + number))) {
      number++;
    }
    Path aside = Files.createDirectory(path.resolve(UNFINISHED + number));
    for (Path each : left) {
      if (!each.getFileName().toString().startsWith(UNFINISHED)) {
        Files.move(each, aside.resolve(each.getFileName()));
      }
    }
  }

  private static List<Path> content(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      return entries
          .filter(each -> !IGNORED.contains(each.getFileName().toString()))
          .sorted()
          .toList();
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
