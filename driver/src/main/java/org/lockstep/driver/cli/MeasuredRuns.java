package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.plan.Cluster;
import org.lockstep.driver.plan.Plan;
import org.lockstep.driver.plan.Plan.MeasuredRun;
import org.lockstep.driver.report.PlanReport;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.SparkStart;

/**
 * Trains for some seconds on this machine, one Spark after the other: one executor of one core and
 * of two, and two executors of one core in JVMs of their own.
 */
final class MeasuredRuns {
  private static final double SECONDS = 4;
  private static final int FEWEST_EPOCHS = 6;
  private static final int MOST_EPOCHS = 300;

  private final JobRunner runner;
  private final Terminal terminal;

  MeasuredRuns(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  /** What can run here, by master. */
  Map<String, Cluster> masters() {
    Map<String, Cluster> masters = new LinkedHashMap<>();
    masters.put("local[1]", new Cluster(1, 1));
    if (Runtime.getRuntime().availableProcessors() < 2) {
      terminal.warn("this machine has one processor: two executors cannot be measured on it");
      return masters;
    }
    masters.put("local[2]", new Cluster(1, 2));
    String home = System.getenv("SPARK_HOME");
    if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
      terminal.warn("SPARK_HOME must hold jars/ to measure two executors. Received: " + home);
      return masters;
    }
    masters.put("local-cluster[2,1,1024]", new Cluster(2, 1));
    return masters;
  }

  List<MeasuredRun> of(JobSpec job, Plan plan, Map<String, Cluster> masters) throws IOException {
    List<MeasuredRun> runs = new ArrayList<>();
    for (Map.Entry<String, Cluster> master : masters.entrySet()) {
      terminal.line("training   " + master.getKey() + ", some seconds");
      MeasuredRun run = run(job, plan, master.getKey(), master.getValue());
      terminal.line(PlanReport.line(run));
      runs.add(run);
    }
    return runs;
  }

  private MeasuredRun run(JobSpec job, Plan plan, String master, Cluster cluster)
      throws IOException {
    double predicted = plan.epochSecondsHere(cluster);
    int epochs = (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, SECONDS / predicted));
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    if (cluster.executors() > 1) {
      conf.set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    }
    SparkSession spark = SparkStart.open("lockstep plan " + job.name(), conf);
    try {
      return new MeasuredRun(master, cluster, runner.epochSeconds(job, epochs, spark), predicted);
    } finally {
      spark.stop();
    }
  }
}
