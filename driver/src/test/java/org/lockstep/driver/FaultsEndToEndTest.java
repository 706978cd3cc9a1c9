package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.faults.FaultPlan;

/** Whole commands on two executors in JVMs of their own, against one in two threads. */
@Timeout(240)
class FaultsEndToEndTest {
  private static final String CLUSTER = "local-cluster[2,1,1024]";

  @TempDir private static Path folder;
  private static CommandLine lockstep;
  private static SmallJob small;
  private static Path job;

  @BeforeAll
  static void trainUndisturbed() throws IOException {
    lockstep = new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    small = new SmallJob(folder, lockstep);
    job = small.write("");
    assertThat(small.train(job, "undisturbed")).as(lockstep.errors()).isZero();
    Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
  }

  private static int onCluster(String run, Map<String, String> more, String... settings) {
    Map<String, String> spark = new HashMap<>(more);
    spark.put("spark.driver.host", "127.0.0.1");
    spark.put("spark.driver.bindAddress", "127.0.0.1");
    spark.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    return SmallJob.withSettings(spark, () -> small.trainOn(CLUSTER, job, run, settings));
  }

  private static void assertUndisturbed(String run) throws IOException {
    assertThat(small.sha256(run)).isEqualTo(small.sha256("undisturbed"));
    assertThat(small.history(run)).isEqualTo(small.history("undisturbed"));
  }

  /**
   * The executor of rank 0 dies in the third epoch, and soon after in each attempt: whoever is left
   * is rank 0 then.
   */
  @Test
  void aRunThatIsGivenUpNamesTheFirstCauseAndTheLineThatFinishesIt() throws IOException {
    Map<String, String> faults =
        Map.of(
            FaultPlan.SETTING,
            // In the stalls the driver asks for a state, and gets it.
            "stall@rank0:step8,stall@rank0:step14,kill@rank0:step15,"
                + "kill@rank0:step2:attempt2,kill@rank0:step2:attempt3",
            "spark.lockstep.maxRelaunches",
            "2");
    assertThat(onCluster("killed", faults)).isEqualTo(75);
    assertThat(lockstep.errors())
        .contains("training failed in 3 attempts, the last 2 without a finished epoch: ")
        .contains("rank 0 on 127.0.0.1 (partition 0) was lost: ");
    String line = "go on with: submit/lockstep resume " + folder.resolve("killed") + "\n";
    assertThat(lockstep.out()).endsWith(line);
    assertThat(lockstep.run("none", "status", folder.resolve("killed").toString())).isEqualTo(75);
    assertThat(lockstep.out())
        .contains("training failed in 3 attempts")
        .contains("resume   submit/lockstep resume " + folder.resolve("killed"));
    List<String> words = List.of(line.strip().split("submit/lockstep ")[1].split(" "));
    assertThat(lockstep.run("local[1]", words.toArray(String[]::new)))
        .as(lockstep.errors())
        .isZero();
    // A state is asked for at an epoch's end and handed out at the next step that all agree in.
    assertThat(lockstep.out()).containsPattern("resuming {3}after epoch [123]\\b");
    assertUndisturbed("killed");
  }

  @Test
  void whereSparkGivesAndTakesExecutorsTheRoundLoopTrainsToTheSameBits() throws IOException {
    Map<String, String> dynamic =
        Map.of(
            "spark.dynamicAllocation.enabled",
            "true",
            "spark.dynamicAllocation.shuffleTracking.enabled",
            "true",
            "spark.dynamicAllocation.minExecutors",
            "1",
            "spark.dynamicAllocation.maxExecutors",
            "2");
    assertThat(onCluster("refused", dynamic)).isEqualTo(78);
    assertThat(lockstep.errors())
        .contains("training.loop must be auto or round where no barrier stage can run: ")
        .contains("(spark.dynamicAllocation.enabled=true)")
        .contains("; it can run with spark.dynamicAllocation.enabled=false");
    assertThat(onCluster("dynamic", dynamic, "training.loop=auto")).as(lockstep.errors()).isZero();
    assertThat(lockstep.out()).contains("loop round: Spark gives and takes executors as it likes");
    assertUndisturbed("dynamic");
  }
}
