package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.checkpoint.FullDisk;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunState;
import org.lockstep.driver.run.StatusFile;

/** Whole commands that are interrupted and go on, against one that nobody interrupted. */
@Timeout(300)
class ResumeEndToEndTest {
  private static final String RUN = "run";

  /** In the third epoch. */
  private static final int CRASH = 2 * SmallJob.STEPS + 3;

  @TempDir private static Path folder;
  private static CommandLine lockstep;
  private static SmallJob small;
  private static Path job;
  private static String undisturbed;
  private static List<String> history;

  @TempDir private Path own;

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    lockstep = new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    small = new SmallJob(folder, lockstep);
    job = small.write("");
    assertThat(small.train(job, "undisturbed")).as(lockstep.errors()).isZero();
    undisturbed = small.sha256("undisturbed");
    history = small.history("undisturbed");
    assertThat(history).hasSize(9);
    // Epochs of a millisecond may share one.
    JsonNode saved = MetricsFile.read(folder.resolve("undisturbed")).path("checkpoints");
    assertThat(saved.path("written").asInt()).isBetween(2, 8);
    assertThat(saved.path("failed").asInt()).isZero();
    assertThat(small.checkpoints("undisturbed")).hasSizeBetween(1, 3);
  }

  private void assertUndisturbed(String run) throws IOException {
    assertThat(small.sha256(run)).isEqualTo(undisturbed);
    assertThat(small.history(run)).isEqualTo(history);
  }

  /** Of the newest two files, one is torn and one has a bit turned. */
  @Test
  void whatWasNotWrittenToItsEndIsPassedOver() throws IOException {
    String plan = "stall@rank0:step8,stall@rank0:step14,stall@rank0:step20,throw@rank0:step23";
    small.crash(job, "torn", plan, "training.checkpoint.keepLast=4");
    Path checkpoints = folder.resolve("torn").resolve("checkpoints");
    List<String> names = small.checkpoints("torn");
    assertThat(names).hasSize(3);
    Path newest = checkpoints.resolve(names.get(names.size() - 1));
    Path second = checkpoints.resolve(names.get(names.size() - 2));
    byte[] bytes = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(bytes, bytes.length / 2));
    bytes = Files.readAllBytes(second);
    bytes[bytes.length / 3] ^= 1;
    Files.write(second, bytes);
    assertThat(small.resume("torn")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out())
        .containsPattern("warning: file:\\S*" + newest.getFileName() + " is passed over: ")
        .containsPattern("warning: file:\\S*" + second.getFileName() + " is passed over: .*SHA-256")
        .contains("resuming   after epoch 2, step ");
    assertUndisturbed("torn");
  }

  @Test
  void withoutAWholeCheckpointTheRunStartsAnewAndSaysSo() throws IOException {
    small.crash(job, "none", CRASH);
    for (String name : small.checkpoints("none")) {
      Files.write(folder.resolve("none").resolve("checkpoints").resolve(name), new byte[10]);
    }
    assertThat(small.resume("none")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out())
        .contains("resuming   from the start: there is no checkpoint that is whole");
    assertUndisturbed("none");
  }

  @Test
  void moreEpochsGiveTheBitsOfARunThatHadThemFromTheStart() throws IOException {
    assertThat(small.train(job, "short", "training.epochs=5")).as(lockstep.errors()).isZero();
    assertThat(small.resume("short")).isZero();
    assertThat(lockstep.out()).contains("is done; nothing to do");
    assertThat(small.resume("short", "training.epochs=8")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out()).contains("resuming   after epoch 5").doesNotContain("epoch 5/8");
    assertUndisturbed("short");
    assertThat(folder.resolve("short").resolve("earlier-1").resolve("model")).isDirectory();
  }

  /**
   * What a training remembers besides weights, all at once: restarts, averages of the workers' own
   * steps, a lazy optimizer, a rate that fell on a plateau, patience half used. Each loop goes on
   * with what the other left.
   */
  @ParameterizedTest
  @ValueSource(strings = {"lockstep", "round"})
  void everythingThatIsRememberedGoesOnInBothLoops(String loop) throws IOException {
    SmallJob rich = new SmallJob(own, lockstep);
    Path file =
        rich.write(
            """
            training {
              epochs = 12, restarts = 2, averagingPeriod = 2
              optimizer { lazy = true, learningRate = 0.2 }
              schedule { type = reduce_on_plateau, factor = 0.5, patience = 1, minDelta = 0.01 }
              earlyStopping { patience = 4, minDelta = 0.01 }
            }
            """);
    assertThat(rich.train(file, "whole")).as(lockstep.errors()).isZero();
    List<String> whole = rich.history("whole");
    assertThat(whole).anyMatch(row -> row.startsWith("2,"));
    assertThat(MetricsFile.read(own.resolve("whole")).at("/restarts/0/stop_reason").asText())
        .contains("has not improved for 4 epochs");
    int rounds = SmallJob.STEPS / 2;
    for (int round : new int[] {2 * rounds + 2, (whole.size() - 1) * rounds - 1}) {
      String run = "stopped-" + round;
      rich.crash(file, run, round);
      assertThat(rich.resume(run, "training.loop=" + loop)).as(lockstep.errors()).isZero();
      assertThat(lockstep.out()).contains("resuming   after ");
      assertThat(rich.sha256(run)).isEqualTo(rich.sha256("whole"));
      assertThat(rich.history(run)).isEqualTo(whole);
    }
  }

  @Test
  void moreEpochsForRestartsThatHaveEndedStartAnewAndSaySo() throws IOException {
    String two = "training.restarts=2";
    assertThat(small.train(job, "long", "training.epochs=3", two)).isZero();
    assertThat(small.train(job, "two", "training.epochs=2", two)).isZero();
    assertThat(small.resume("two", "training.epochs=3")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out()).contains("resuming   from the start: with more epochs, restarts ");
    assertThat(small.sha256("two")).isEqualTo(small.sha256("long"));
    assertThat(small.history("two")).isEqualTo(small.history("long"));
  }

  @Test
  void anotherJobIsRefusedWithTheDifferenceUnlessItIsForced() throws IOException {
    small.crash(job, RUN, CRASH);
    String other = "training.optimizer.learningRate=0.01";
    assertThat(small.resume(RUN, other)).isEqualTo(ExitCode.BAD_CONFIGURATION.number());
    assertThat(lockstep.errors())
        .contains("belongs to another job: training.optimizer.learningRate is 0.05 there, 0.01");
    assertThat(small.resume(RUN, other, "--force")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out()).contains("resuming   after epoch ");
    assertThat(small.sha256(RUN)).isNotEqualTo(undisturbed);
  }

  @Test
  void otherDataAreRefusedWithTheDifferenceUnlessItIsForced() throws IOException {
    SmallJob grown = new SmallJob(own, lockstep);
    Path file = grown.write("");
    grown.crash(file, RUN, CRASH);
    Files.writeString(own.resolve("rows.csv"), SmallJob.rows(210));
    assertThat(grown.resume(RUN)).isEqualTo(ExitCode.BAD_DATA.number());
    assertThat(lockstep.errors())
        .contains("the data must be those of the checkpoint in ")
        .containsPattern("rows is [0-9a-f]{64} there, [0-9a-f]{64} here");
    assertThat(StatusFile.read(own.resolve(RUN)).orElseThrow().state()).isEqualTo(RunState.FAILED);
    assertThat(grown.resume(RUN, "--force")).isEqualTo(ExitCode.BAD_DATA.number());
    assertThat(lockstep.errors())
        .contains("must give the network of the checkpoint in ")
        .contains("--force does not help");
    Files.writeString(own.resolve("rows.csv"), SmallJob.rows(200));
    assertThat(grown.resume(RUN)).as("the same data again").isZero();
    assertThat(grown.sha256(RUN)).isEqualTo(undisturbed);
  }

  @Test
  void changedRowsOfTheSameNetworkAreForcedAndWhatChangedIsSaid() throws IOException {
    SmallJob changed = new SmallJob(own, lockstep);
    Path file = changed.write("");
    changed.crash(file, RUN, CRASH);
    String rows = SmallJob.rows(200);
    int last = rows.lastIndexOf(',') + 1; // the words stay, so do the features
    String label = rows.substring(last).strip();
    String other = label.equals("odd") ? "bad" : "odd";
    Files.writeString(own.resolve("rows.csv"), rows.substring(0, last) + other + "\n");
    assertThat(changed.resume(RUN, "--force")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out())
        .containsPattern(
            "warning: the data are not those of the checkpoint: .*rows is [0-9a-f]{64} there, [0-9a-f]{64} here")
        .contains("resuming   after epoch ");
    assertThat(changed.sha256(RUN)).isNotEqualTo(undisturbed);
  }

  @Test
  void checkpointsMayLieOnHdfs() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, own.resolve("dfs").toString());
    try (MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(hadoop).numDataNodes(1).format(true).build()) {
      String directory = cluster.getURI() + "/runs/small";
      small.crash(job, "hdfs", CRASH, "training.checkpoint.directory=\"" + directory + "\"");
      assertThat(folder.resolve("hdfs").resolve("checkpoints")).doesNotExist();
      assertThat(small.resume("hdfs")).as(lockstep.errors()).isZero();
      assertThat(lockstep.out()).contains("resuming   after epoch ");
      assertUndisturbed("hdfs");
      assertThat(cluster.getFileSystem().listStatus(new org.apache.hadoop.fs.Path("/runs/small")))
          .hasSizeBetween(2, 3);
      // One window of all rows is the order of rows in memory.
      String stream = "training.stream={blockRows=8, windowBlocks=100, directory=\"%s/stream\"}";
      assertThat(small.train(job, "streamed", stream.formatted(cluster.getURI())))
          .as(lockstep.errors())
          .isZero();
      assertThat(lockstep.out()).contains(" MB of rows streamed from Parquet");
      assertThat(small.sha256("streamed")).isEqualTo(undisturbed);
      assertThat(cluster.getFileSystem().listStatus(new org.apache.hadoop.fs.Path("/stream")))
          .as("files that are left")
          .isEmpty();
      // Another run must not mix its own with them.
      assertThat(small.train(job, "mixed", "training.checkpoint.directory=\"" + directory + "\""))
          .isEqualTo(73);
      assertThat(lockstep.errors()).contains("must have no checkpoints of another run");
    }
  }

  @Test
  void aFullDiskCostsCheckpointsAndNotTheRun() throws IOException {
    FullDisk.fillFrom(2, 2);
    String heard = "stall@rank0:step8,stall@rank0:step14,stall@rank0:step20";
    assertThat(onFullDisk("full", Map.of(FaultPlan.SETTING, heard))).as(lockstep.errors()).isZero();
    assertThat(lockstep.out())
        .containsPattern(
            "warning: no checkpoint of epoch 3, step \\d: No space left on device\\."
                + " So far 1 written, 1 not; training goes on\n");
    JsonNode saved = MetricsFile.read(folder.resolve("full")).path("checkpoints");
    assertThat(saved.path("failed").asInt()).isEqualTo(1);
    assertThat(saved.path("written").asInt()).isGreaterThan(2);
    assertUndisturbed("full");
  }

  @Test
  void aRunWhoseLastCheckpointIsLostSaysSoAndCanGoOn() throws IOException {
    FullDisk.fillFrom(1, 1000);
    assertThat(onFullDisk("lost", Map.of())).isEqualTo(ExitCode.RESUMABLE.number());
    assertThat(lockstep.errors())
        .contains(
            "error: the checkpoint of the training's end must be written."
                + " Received: No space left on device. The model is in ");
    assertThat(lockstep.out()).contains("go on with: submit/lockstep resume ");
    assertThat(folder.resolve("lost").resolve("_SUCCESS")).doesNotExist();
    assertThat(small.sha256("lost")).isEqualTo(undisturbed);
    assertThat(lockstep.run("none", "status", folder.resolve("lost").toString())).isEqualTo(75);
    assertThat(lockstep.out()).contains("resume   submit/lockstep resume ");
    FullDisk.fillFrom(1000, 1000);
    assertThat(
            SmallJob.withSettings(
                Map.of("spark.hadoop." + FullDisk.SETTING, FullDisk.class.getName()),
                () -> small.resume("lost")))
        .as(lockstep.errors())
        .isZero();
    assertUndisturbed("lost");
  }

  @Test
  void aFullDiskUnderStreamedRowsEndsTheRunUntilThereIsRoom() throws IOException {
    String directory = "full://" + folder + "/streamed-rows";
    String stream = "training.stream={blockRows=8, windowBlocks=100, directory=\"%s\"}";
    Map<String, String> spark =
        Map.of("spark.hadoop." + FullDisk.SETTING, FullDisk.class.getName());
    FullDisk.fillFrom(3, 3);
    assertThat(
            SmallJob.withSettings(
                spark, () -> small.train(job, "no-room", stream.formatted(directory))))
        .as(lockstep.errors())
        .isEqualTo(ExitCode.RESUMABLE.number());
    assertThat(lockstep.errors())
        .contains("error: the disk must have room. Received: No space left on device");
    assertThat(lockstep.out()).contains("go on with: submit/lockstep resume ");
    FullDisk.fillFrom(1000, 1000);
    assertThat(SmallJob.withSettings(spark, () -> small.resume("no-room")))
        .as(lockstep.errors())
        .isZero();
    assertUndisturbed("no-room");
  }

  private int onFullDisk(String run, Map<String, String> more) {
    Map<String, String> spark = new HashMap<>(more);
    spark.put("spark.hadoop." + FullDisk.SETTING, FullDisk.class.getName());
    String directory = "training.checkpoint.directory=\"full://" + folder + "/on-" + run + "\"";
    return SmallJob.withSettings(spark, () -> small.train(job, run, directory));
  }
}
