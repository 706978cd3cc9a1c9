package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {

  /** 4 workers, 488 rows a step (8,784 in 18), all in one thread, nothing sent. */
  @Test
  void oneExecutorIsThePlainTrainer() {
    Workload job = Jobs.tweets();
    Prediction one = Jobs.model(0.2).predict(job, new Cluster(1, 1));
    double step = 2e-5 + 3 * 1e-5 + 488 * 1e-6 + job.touchedRows(488) * 5e-8;
    assertThat(one.stepSeconds()).isCloseTo(step, withPercentage(1e-9));
    assertThat(one.epochSeconds()).isCloseTo(18 * step + 2e-4 + 2928 * 5e-7, withPercentage(1e-9));
    assertThat(one.speedUp()).isCloseTo(1, withPercentage(1e-9));
    assertThat(one.efficiency()).isCloseTo(1, withPercentage(1e-9));
    assertThat(one.bytesPerStep()).isZero();
    assertThat(one.workers()).isEqualTo(4);
  }

  @Test
  void moreCoresShareAllButTheSerialPart() {
    Prediction one = Jobs.model(0).predict(Jobs.images(), new Cluster(1, 1));
    Prediction four = Jobs.model(0).predict(Jobs.images(), new Cluster(1, 4));
    assertThat(four.stepSeconds() / one.stepSeconds())
        .isCloseTo(0.1 + 0.9 / 4, withPercentage(1e-6));
  }

  /** Dense slices: all parameters but the own slice leave, and come back, over the card. */
  @Test
  void denseParametersAreScatteredAndGathered() {
    Prediction eight = Jobs.model(0).predict(Jobs.images(), new Cluster(8, 1));
    double bytes = 2 * 7 * (4.0 * (1 << 20) / 8 + 128);
    assertThat(eight.bytesPerStep()).isCloseTo(bytes, withPercentage(1e-9));
    assertThat(eight.networkSeconds())
        .isCloseTo(2 * 50e-6 + 14 * 5e-6 + bytes / 1.25e9, withPercentage(1e-9));
  }

  /** Touched rows are sent to all: half the rows touch more than half of the features. */
  @Test
  void sparseRowsGrowMoreSlowlyThanExamples() {
    Workload job = Jobs.tweets();
    assertThat(job.touchedRows(256)).isGreaterThan(0.5 * job.touchedRows(512));
    Prediction two = Jobs.model(0).predict(job, new Cluster(2, 1));
    double row = 64 * 4 + 4;
    assertThat(two.bytesPerStep())
        .isCloseTo(job.touchedRows(244) * row + 128 + 259 * 4, withPercentage(1e-9));
  }

  @Test
  void executorsBeyondTheWorkersNeedMoreWorkers() {
    assertThat(Jobs.model(0).predict(Jobs.tweets(), new Cluster(8, 2)).workers()).isEqualTo(16);
  }

  @Test
  void alongerPeriodSendsLess() {
    Workload job = Jobs.images();
    Prediction often = Jobs.model(0).predict(job.withPeriod(2), new Cluster(64, 1));
    Prediction seldom = Jobs.model(0).predict(job.withPeriod(16), new Cluster(64, 1));
    assertThat(seldom.bytesPerStep()).isCloseTo(often.bytesPerStep() / 8, withPercentage(1e-9));
    assertThat(seldom.speedUp()).isGreaterThan(often.speedUp());
  }

  @Test
  void everyTaskAddsToTheLaunch() {
    Prediction eight = Jobs.model(0).predict(Jobs.tweets(), new Cluster(8, 2));
    assertThat(eight.launchSeconds()).isCloseTo(0.05 + 16 * 0.001 + 1e-4, withPercentage(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "tweets, 2, 0.1", "tweets, 8, 0.3", "tweets, 64, 0.1", "tweets, 256, 0.5",
    "images, 2, 0.1", "images, 8, 0.3", "images, 64, 0.5", "images, 256, 0.1"
  })
  void theModelIsCloseToTheSimulation(String name, int executors, double variation) {
    Workload job = name.equals("tweets") ? Jobs.tweets() : Jobs.images();
    CostModel model = Jobs.model(variation);
    Cluster cluster = new Cluster(executors, 1);
    double simulated = model.simulation(job, cluster, 1).stepSeconds(executors > 100 ? 15 : 200);
    assertThat(model.predict(job, cluster).stepSeconds() / simulated).isBetween(0.95, 1.2);
  }
}
