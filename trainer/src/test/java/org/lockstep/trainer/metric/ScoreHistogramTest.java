package org.lockstep.trainer.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreHistogramTest {

  @ParameterizedTest
  @ValueSource(ints = {64, 256, 2048})
  void errsByNoMoreThanTheStatedBounds(int bins) {
    SplittableRandom random = new SplittableRandom(bins);
    int rows = 600;
    double[] scores = new double[rows];
    boolean[] own = new boolean[rows];
    long[] ownIn = new long[bins];
    long[] othersIn = new long[bins];
    ScoreHistogram histogram = new ScoreHistogram(bins);
    for (int i = 0; i < rows; i++) {
      own[i] = random.nextInt(3) == 0;
      scores[i] = 3 * (random.nextDouble() + random.nextDouble() - 1) + (own[i] ? 0.5 : 0);
      histogram.count(scores[i], own[i]);
      (own[i] ? ownIn : othersIn)[histogram.bin(scores[i])]++;
    }
    double total = Arrays.stream(ownIn).sum();
    double others = Arrays.stream(othersIn).sum();
    double rocBound = 0;
    double precisionBound = 0;
    double ownAbove = 0;
    double othersAbove = 0;
    for (int bin = bins - 1; bin >= 0; bin--) {
      double a = ownIn[bin];
      double c = othersIn[bin];
      rocBound += 0.5 * a / total * c / others;
      double high = (ownAbove + a) / (ownAbove + a + othersAbove);
      double low = (ownAbove + 1) / (ownAbove + 1 + othersAbove + c);
      precisionBound += a == 0 ? 0 : a / total * (high - low);
      ownAbove += a;
      othersAbove += c;
    }
    assertThat(histogram.rocArea()).isCloseTo(rocArea(scores, own), within(rocBound + 1e-12));
    assertThat(histogram.averagePrecision())
        .isCloseTo(averagePrecision(scores, own), within(precisionBound + 1e-12));
  }

  @Test
  void countsScoresBeyondTheRangeInTheOutermostBins() {
    ScoreHistogram histogram = new ScoreHistogram(64);
    assertThat(histogram.bin(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(histogram.bin(-40)).isZero();
    assertThat(histogram.bin(-31.5)).isZero();
    assertThat(histogram.bin(0)).isEqualTo(31);
    assertThat(histogram.bin(1e-9)).isEqualTo(32);
    assertThat(histogram.bin(31.5)).isEqualTo(63);
    assertThat(histogram.bin(Double.POSITIVE_INFINITY)).isEqualTo(63);
  }

  @Test
  void takesAtMostTwoMegabytesUpTo2047Classes() {
    assertThat(ScoreHistogram.bins(1)).isEqualTo(2048);
    assertThat(ScoreHistogram.bins(63)).isEqualTo(2048);
    assertThat(ScoreHistogram.bins(64)).isEqualTo(1024);
    for (int classes = 1; classes < 2048; classes++) {
      long bytes = 2L * Long.BYTES * classes * ScoreHistogram.bins(classes);
      assertThat(bytes).isLessThanOrEqualTo(2 << 20);
    }
    assertThat(ScoreHistogram.bins(1_000_000)).isEqualTo(64);
  }

  /** From the definition: every pair, ties one half. */
  private static double rocArea(double[] scores, boolean[] own) {
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (own[i] && !own[j]) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return right / pairs;
  }

  /** From the definition: the mean precision at the rows of the class. */
  private static double averagePrecision(double[] scores, boolean[] own) {
    double sum = 0;
    double found = 0;
    for (int i = 0; i < scores.length; i++) {
      if (own[i]) {
        found++;
        double named = 0;
        double right = 0;
        for (int j = 0; j < scores.length; j++) {
          named += scores[j] >= scores[i] ? 1 : 0;
          right += scores[j] >= scores[i] && own[j] ? 1 : 0;
        }
        sum += right / named;
      }
    }
    return sum / found;
  }
}
