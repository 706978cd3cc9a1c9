package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.ResumedJob;
import org.lockstep.driver.search.ledger.Ledger;

/** What lies in a run directory before the run begins, and where it goes. */
final class RunContents {
  private static final String UNFINISHED = "unfinished-";
  private static final String EARLIER = "earlier-";
  private static final List<String> IGNORED = List.of(RunLock.NAME, RunDirectory.LOG);

  /** What a run's end leaves, which does not hold any more once the run goes on. */
  private static final List<String> OF_THE_END =
      List.of(
          RunDirectory.SUCCESS,
          "model",
          "metrics.json",
          "report.html",
          "thresholds.csv",
          "calibration.csv",
          "mistakes.csv",
          "residuals.csv",
          "points.csv",
          "baselines.json");

  private RunContents() {}

  /** Whether the run is done; refuses a directory that cannot be this job's. */
  static boolean isDone(Path path, JobSpec job, Existing existing) throws IOException {
    List<Path> content = content(path);
    if (content.isEmpty()) {
      return false;
    }
    if (existing == Existing.REFUSED) {
      throw new RunException(
          ExitCode.CANNOT_WRITE,
          "the output directory must be new or empty. Received: "
              + path
              + " (choose another --out, or --resume-or-start to finish the same job there)");
    }
    if (!Files.isRegularFile(path.resolve(RunDirectory.JOB))) {
      throw new RunException(
          ExitCode.CANNOT_WRITE,
          "the output directory must hold a run of Lockstep or nothing. Received: "
              + path
              + ", which holds "
              + content.get(0).getFileName()
              + " but no job.conf");
    }
    JobSpec there = JobReader.read(path.resolve(RunDirectory.JOB), List.of());
    List<String> changes = ResumedJob.changes(there, job);
    if (!changes.isEmpty() && existing != Existing.FORCED) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          "the run in " + path + " belongs to another job: " + String.join("; ", changes));
    }
    return Files.exists(path.resolve(RunDirectory.SUCCESS))
        && changes.isEmpty()
        && !ResumedJob.isExtended(there, job);
  }

  /**
   * Makes room: a run that can go on keeps what it has, but for the results of an earlier end;
   * otherwise everything goes.
   *
   * @return whether the run may go on
   */
  static boolean makeRoom(Path path, JobSpec job) throws IOException {
    List<Path> left = content(path);
    boolean mayGoOn =
        !left.isEmpty()
            && (!job.checkpoint().directory().isEmpty()
                || Files.exists(path.resolve(Ledger.NAME))
                || hasFiles(path.resolve(RunDirectory.CHECKPOINTS)));
    if (mayGoOn) {
      move(path, EARLIER, left.stream().filter(each -> OF_THE_END.contains(name(each))).toList());
    } else {
      move(
          path,
          UNFINISHED,
          left.stream()
              .filter(each -> !name(each).startsWith(UNFINISHED) && !name(each).startsWith(EARLIER))
              .toList());
    }
    return mayGoOn;
  }

  private static void move(Path path, String name, List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return;
    }
    int number = 1;
    while (Files.exists(path.resolve(name + number))) {
      number++;
    }
    Path aside = Files.createDirectory(path.resolve(name + number));
    for (Path each : files) {
      Files.move(each, aside.resolve(each.getFileName()));
    }
  }

  private static boolean hasFiles(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (var entries = Files.list(directory)) {
      return entries.anyMatch(each -> !name(each).startsWith("."));
    }
  }

  private static List<Path> content(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      return entries.filter(each -> !IGNORED.contains(name(each))).sorted().toList();
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
