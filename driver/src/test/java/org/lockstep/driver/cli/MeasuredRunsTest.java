package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.plan.Bandwidth;
import org.lockstep.driver.plan.Cluster;
import org.lockstep.driver.plan.Latency;
import org.lockstep.driver.plan.Plan;
import org.lockstep.driver.plan.PlanSpec;
import org.lockstep.driver.plan.Plans;
import org.lockstep.driver.report.PlanReport;
import org.lockstep.driver.report.Terminal;

class MeasuredRunsTest {
  @TempDir private Path folder;

  /** The fake runner's epoch takes a second a slot, divided by the epochs. */
  @Test
  void eachMasterIsOpenedMeasuredAndStopped() throws IOException {
    Path job = Files.writeString(folder.resolve("tweets.conf"), "data { source = airline }");
    Plan plan =
        Plans.tweets(
            new PlanSpec(
                Cluster.parse("1", 1), new Bandwidth(1e9), new Latency(0), Optional.empty(), 1, 1));
    Map<String, Cluster> masters = new LinkedHashMap<>();
    masters.put("local[1]", new Cluster(1, 1));
    masters.put("local[2]", new Cluster(1, 2));
    StringWriter told = new StringWriter();
    MeasuredRuns runs =
        new MeasuredRuns(new FakeRunner(), Terminal.plain(new PrintWriter(told, true)));
    List<Plan.MeasuredRun> measured = runs.of(JobReader.read(job, List.of()), plan, masters);
    assertThat(measured).extracting(Plan.MeasuredRun::what).containsExactly("local[1]", "local[2]");
    assertThat(measured.get(1).measuredSeconds()).isEqualTo(2.0 / 300);
    assertThat(measured.get(1).predictedSeconds())
        .isEqualTo(plan.epochSecondsHere(new Cluster(1, 2)))
        .isLessThan(measured.get(0).predictedSeconds());
    assertThat(PlanReport.line(measured.get(1)))
        .startsWith("run        local[2]: 6.667 ms an epoch, the model says");
    assertThat(told.toString())
        .contains("training   local[1], some seconds\nrun        local[1]: ");
    assertThat(PlanReport.error(plan))
        .matches("error      the model is off by at most [0-9.]+% from the simulation");
    assertThat(PlanReport.error(plan.with(measured)))
        .startsWith(PlanReport.error(plan) + ", by at most ")
        .endsWith("% from the runs on this machine");
    assertThat(SparkSession.getActiveSession().isEmpty()).isTrue();
  }
}
