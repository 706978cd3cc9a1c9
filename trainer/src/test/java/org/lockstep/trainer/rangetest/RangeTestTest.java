package org.lockstep.trainer.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.rangetest.RangeTestResult.Point;
import org.lockstep.trainer.schedule.Exponential;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

class RangeTestTest {
  /** Each rate is twice the one before. */
  private static final RangeTestSpec RANGE = new RangeTestSpec(0.01, 81.92, 14);

  /**
   * ℓ = (w − 3)² from w = 0: one row, one weight, one minimum. The schedule of the job is not
   * asked.
   */
  private static RangeTestResult parabola(float weight) {
    return test(weight).run();
  }

  private static RangeTest test(float weight) {
    DenseSpec one = new DenseSpec(1, new Identity(), new Constant(0), false, 0);
    NetworkSpec network = new NetworkSpec(1, List.of(one), Task.REGRESSION);
    TrainingSpec training =
        new TrainingSpec(1, 1, 1, 1, new Sgd(1), new Exponential(0.5, 1), EarlyStoppingSpec.none());
    Shard rows =
        new Shard(new Matrix(new float[] {1}, 0, 1, 1), new float[] {3}, 1, new float[] {weight});
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows), Kernels.best());
    return new RangeTest(network, training, workers, RANGE);
  }

  @Test
  void startsFromGivenParameters() {
    assertThat(test(1).run(new float[] {0}).points()).isEqualTo(parabola(1).points());
    RangeTestResult atTheMinimum = test(1).run(new float[] {3});
    assertThat(atTheMinimum.points()).hasSize(14).allMatch(point -> point.loss() == 0);
  }

  /**
   * A step of rate η multiplies w − 3 by 1 − 2η, so all that the test must find follows. The losses
   * are 9, 8.64, 7.97, 6.74, 4.76, 2.20, 0.285, 0.022, 0.054, 0.92, …: over three points they fall
   * the most around the fifth (η = 0.16) and are least around the eighth, η = 1.28, the first
   * beyond the limit of stability at η = 1.
   */
  @Test
  void findsOnAParabolaWhatArithmeticSays() {
    RangeTestResult result = parabola(1);
    double error = -3;
    double average = 0;
    for (Point point : result.points()) {
      double rate = 0.01 * (1 << (point.step() - 1));
      assertThat(point.learningRate()).isCloseTo(rate, within(rate * 1e-12));
      assertThat(point.loss()).isCloseTo(error * error, within(1e-4 * error * error));
      average = 0.98 * average + 0.02 * error * error;
      double smoothed = average / (1 - Math.pow(0.98, point.step()));
      assertThat(point.smoothedLoss()).isCloseTo(smoothed, within(1e-4 * smoothed));
      error *= 1 - 2 * rate;
    }
    assertThat(result.steepest().getAsDouble()).isCloseTo(0.16, within(1e-12));
    assertThat(result.tenthOfMinimum().getAsDouble()).isCloseTo(0.128, within(1e-12));
    assertThat(result.suggestion()).isEqualTo(result.tenthOfMinimum());
  }

  /** A step of noise at tiny rates is not a fall: 100 points are read 17 at a time. */
  @Test
  void oneLuckyMiniBatchIsNoSteepestFall() {
    List<Point> points = new ArrayList<>();
    for (int step = 1; step <= 100; step++) {
      double loss = step == 12 ? 0.2 : 1 / (1 + Math.exp((step - 60) / 5.0));
      points.add(new Point(step, step, loss, loss));
    }
    RangeTestResult result = new RangeTestResult(points, "");
    assertThat(result.steepest().getAsDouble()).isBetween(58.0, 62.0);
    assertThat(result.tenthOfMinimum().getAsDouble()).isCloseTo(9.2, within(0.1));
  }

  @Test
  void endsWhereTheLossExplodes() {
    RangeTestResult result = parabola(1);
    assertThat(result.stopReason()).isEqualTo("the smoothed loss rose above 4 times its least");
    assertThat(result.points()).hasSizeLessThan(14);
    double least = result.points().stream().mapToDouble(Point::smoothedLoss).min().getAsDouble();
    int last = result.points().size() - 1;
    assertThat(result.points().get(last).smoothedLoss()).isGreaterThan(4 * least);
    assertThat(result.points().get(last - 1).smoothedLoss()).isLessThanOrEqualTo(4 * least);
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTestAndLeavesWhatWasBefore() {
    // Rates that take the weight beyond the floats in one step.
    RangeTestSpec wild = new RangeTestSpec(1e-4, 1e300, 3);
    TrainingSpec training = SeededRows.training(2, 16, 1, EarlyStoppingSpec.none());
    RangeTestResult result =
        new RangeTest(SeededRows.network(), training, SeededRows.workers(training, 50), wild).run();
    assertThat(result.points()).isNotEmpty();
    assertThat(result.points()).allMatch(point -> Double.isFinite(point.smoothedLoss()));
    assertThat(result.stopReason()).isEqualTo("the loss is not finite any more");
  }

  @Test
  void rowsWithoutWeightSayNothing() {
    RangeTestResult result = parabola(0);
    assertThat(result.points()).isEmpty();
    assertThat(result.suggestion()).isEmpty();
    assertThat(result.steepest()).isEmpty();
    assertThat(result.tenthOfMinimum()).isEmpty();
  }

  @Test
  void aLossThatNeverFallsSpeaksForNoRate() {
    List<Point> points = new ArrayList<>();
    for (int step = 1; step <= 30; step++) {
      points.add(new Point(step, step, step, step));
    }
    RangeTestResult rising = new RangeTestResult(points, "");
    assertThat(rising.suggestion()).isEmpty();
    assertThat(rising.steepest()).isEmpty();
    assertThat(rising.tenthOfMinimum()).isEmpty();
  }

  /** More steps than an epoch has, dropout, and twice the same. */
  @Test
  void theSameJobGivesTheSameCurve() {
    TrainingSpec training = SeededRows.training(3, 16, 1, EarlyStoppingSpec.none());
    RangeTestResult one = seeded(training);
    assertThat(one).isEqualTo(seeded(training));
    assertThat(one.points()).hasSizeGreaterThan(training.stepsPerEpoch(90));
    assertThat(one.steepest()).isPresent();
  }

  private static RangeTestResult seeded(TrainingSpec training) {
    LocalWorkers workers = SeededRows.workers(training, 90);
    RangeTestSpec range = new RangeTestSpec(1e-4, 1, 40);
    return new RangeTest(SeededRows.network(), training, workers, range).run();
  }

  @Test
  void theRatesGoFromTheFirstToTheLast() {
    RangeTestSpec range = new RangeTestSpec(1e-4, 10, 101);
    assertThat(range.rateAt(1)).isEqualTo(1e-4);
    assertThat(range.rateAt(51)).isCloseTo(Math.sqrt(1e-3), within(1e-12));
    assertThat(range.rateAt(101)).isEqualTo(10);
  }

  @Test
  void refusesBoundsThatCannotWork() {
    assertThatThrownBy(() -> new RangeTestSpec(0, 1, 10))
        .hasMessage("from must be a finite number > 0. Received: 0.0");
    assertThatThrownBy(() -> new RangeTestSpec(1, 1, 10))
        .hasMessage("to must be a finite number > from (1.0). Received: 1.0");
    assertThatThrownBy(() -> new RangeTestSpec(1, Double.NaN, 10)).hasMessageContaining("to must");
    assertThatThrownBy(() -> new RangeTestSpec(1e-3, 1, 1))
        .hasMessage("steps must be >= 2. Received: 1");
    TrainingSpec training = SeededRows.training(2, 16, 1, EarlyStoppingSpec.none());
    LocalWorkers none = SeededRows.workers(training, 0);
    assertThatThrownBy(() -> new RangeTest(SeededRows.network(), training, none, RANGE))
        .hasMessage("the train split must have >= 1 row. Received: 0");
  }
}
