package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.report.HistoryFile;

/** A job over seeded texts that trains in a moment, and what its tests need around the command. */
final class SmallJob {
  /** Rows of the training split over {@code batchSize}. */
  static final int STEPS = 6;

  private static final String[] LABELS = {"good", "bad", "odd"};

  private final Path folder;
  private final CommandLine lockstep;

  SmallJob(Path folder, CommandLine lockstep) {
    this.folder = folder;
    this.lockstep = lockstep;
  }

  /** Writes the rows and the job; 8 epochs, a checkpoint an epoch. */
  Path write(String settings) throws IOException {
    Path rows = folder.resolve("rows.csv");
    if (!Files.exists(rows)) {
      Files.writeString(rows, rows(200));
    }
    Path job = folder.resolve("small.conf");
    Files.writeString(
        job,
        """
        data { source = csv, path = "%s" }
        network.layers = [{ type = dropout, rate = 0.2 }, { type = dense, units = 7 }]
        training {
          workers = 4, batchSize = 20, epochs = 8, loop = lockstep
          optimizer { type = adam, learningRate = 0.05 }
          checkpoint { everyEpochs = 1, keepLast = 2 }
        }
        %s
        """
            .formatted(rows, settings));
    return job;
  }

  /** Texts of six words, some of which speak for a label. */
  static String rows(int count) {
    Random random = new Random(count);
    StringBuilder csv = new StringBuilder("text,label\n");
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(LABELS.length);
      for (int word = 0; word < 6; word++) {
        int number = random.nextInt(3) == 0 ? label * 10 + random.nextInt(10) : random.nextInt(40);
        csv.append("w").append(number).append(' ');
      }
      csv.append("row").append(i).append(',').append(LABELS[label]).append('\n');
    }
    return csv.toString();
  }

  /** Trains on two threads into a folder of that name; returns the exit code. */
  int train(Path job, String run, String... settings) {
    return trainOn("local[2]", job, run, settings);
  }

  /** Trains on a master into a folder of that name; returns the exit code. */
  int trainOn(String master, Path job, String run, String... settings) {
    List<String> words = new ArrayList<>(List.of("train", job.toString()));
    words.addAll(List.of("--out", folder.resolve(run).toString()));
    return lockstep.run(master, with(words, settings));
  }

  /** Goes on with a run; returns the exit code. */
  int resume(String run, String... settings) {
    return lockstep.run(
        "local[2]",
        with(new ArrayList<>(List.of("resume", folder.resolve(run).toString())), settings));
  }

  private static String[] with(List<String> words, String... settings) {
    for (String setting : settings) {
      words.addAll(setting.startsWith("-") ? List.of(setting) : List.of("--set", setting));
    }
    return words.toArray(String[]::new);
  }

  /**
   * Trains until a planned fault ends the run in its step, or its round of own steps, counted from
   * 1. A moment before, the training waits until the driver has heard of the epochs so far, whose
   * checkpoint it wishes for.
   */
  void crash(Path job, String run, int step, String... settings) {
    String plan = "stall@rank0:step%d,throw@rank0:step%d".formatted(step - 3, step);
    crash(job, run, plan, settings);
  }

  /** Trains until a plan's last fault, which throws, ends the run. */
  void crash(Path job, String run, String plan, String... settings) {
    withSettings(
        Map.of(FaultPlan.SETTING, plan, "spark.lockstep.maxRelaunches", "0"),
        () -> {
          assertThat(train(job, run, settings)).as(lockstep.errors()).isEqualTo(75);
          return null;
        });
    assertThat(lockstep.errors()).contains("the fault plan wants it: throw at step ");
    assertThat(lockstep.out())
        .endsWith("go on with: submit/lockstep resume " + folder.resolve(run) + "\n");
  }

  interface Work<T> {
    T get();
  }

  /** With Spark's settings as the launcher gives them: as system properties. */
  static <T> T withSettings(Map<String, String> settings, Work<T> work) {
    settings.forEach(System::setProperty);
    try {
      return work.get();
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }

  /** Rows of {@code history.csv} without the columns of the clock. */
  List<String> history(String run) throws IOException {
    List<String> rows = Files.readAllLines(folder.resolve(run).resolve(HistoryFile.NAME));
    String[] columns = rows.get(0).split(",", -1);
    return rows.stream().map(row -> withoutClock(columns, row.split(",", -1))).toList();
  }

  private static String withoutClock(String[] columns, String[] cells) {
    assertThat(cells).hasSameSizeAs(columns);
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      if (!columns[i].endsWith("seconds")) {
        kept.add(cells[i]);
      }
    }
    return String.join(",", kept);
  }

  List<String> checkpoints(String run) throws IOException {
    try (var files = Files.list(folder.resolve(run).resolve("checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  String sha256(String run) throws IOException {
    return CommandLine.modelSha256(folder.resolve(run));
  }
}
