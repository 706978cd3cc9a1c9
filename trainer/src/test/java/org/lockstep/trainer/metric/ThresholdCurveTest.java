package org.lockstep.trainer.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdCurveTest {
  @Test
  void pointsFollowTheRowsFromTheHighestScoreDown() {
    ScoreHistogram histogram = new ScoreHistogram(64);
    histogram.count(5, true);
    histogram.count(3, false);
    histogram.count(1, true);
    histogram.count(-2, false);
    ThresholdCurve curve = histogram.curve(100);
    assertThat(curve.truePositiveRates()).containsExactly(0, 0.5, 0.5, 1, 1);
    assertThat(curve.falsePositiveRates()).containsExactly(0, 0, 0.5, 0.5, 1);
    assertThat(curve.precisions()).containsExactly(1, 1, 0.5, 2 / 3.0, 0.5);
    assertThat(curve.thresholds()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void theAreaBelowFewPointsIsNearTheAreaOfAll() {
    ScoreHistogram histogram = new ScoreHistogram(2048);
    java.util.Random random = new java.util.Random(7);
    for (int row = 0; row < 20_000; row++) {
      boolean own = random.nextInt(4) == 0;
      histogram.count(random.nextGaussian() * 2 + (own ? 1.5 : 0), own);
    }
    ThresholdCurve curve = histogram.curve(100);
    assertThat(curve.size()).isBetween(50, 102);
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      double width = curve.falsePositiveRates()[i] - curve.falsePositiveRates()[i - 1];
      area += width * (curve.truePositiveRates()[i] + curve.truePositiveRates()[i - 1]) / 2;
    }
    assertThat(area).isCloseTo(histogram.rocArea(), org.assertj.core.data.Offset.offset(2e-3));
    int last = curve.size() - 1;
    assertThat(curve.truePositiveRates()[last]).isEqualTo(1);
    assertThat(curve.falsePositiveRates()[last]).isEqualTo(1);
  }

  @Test
  void calibrationSaysConfidenceAndAccuracyOfEachBin() {
    Calibration calibration = new Calibration();
    calibration.count(0.95, true);
    calibration.count(0.97, false);
    assertThat(calibration.bins()).hasSize(15);
    CalibrationBin last = calibration.bins().get(14);
    assertThat(last.rows()).isEqualTo(2);
    assertThat(last.confidence()).isEqualTo(0.96);
    assertThat(last.accuracy()).isEqualTo(0.5);
    assertThat(calibration.bins().get(0).confidence()).isNaN();
  }
}
