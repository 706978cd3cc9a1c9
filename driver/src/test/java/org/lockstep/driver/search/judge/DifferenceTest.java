package org.lockstep.driver.search.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final double[] A = {.731, .742, .728, .755, .739, .733, .748, .726, .751, .737};
  private static final double[] B = {.729, .731, .725, .742, .741, .722, .739, .727, .738, .730};

  /** Scores 1, 2, 4: mean 7/3, squares (16 + 1 + 25)/9 over 2. */
  @Test
  void spreadIsMeanAndSampleDeviation() {
    Spread spread = Spread.of(1, 2, 4);
    assertThat(spread.mean()).isCloseTo(7.0 / 3, offset(1e-15));
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(42.0 / 9 / 2), offset(1e-15));
    assertThat(Spread.of(3).deviation()).isZero();
    assertThatThrownBy(Spread::of).hasMessage("scores must be at least one. Received: none");
  }

  /** The numbers of difference.py. The plain paired test would find p = 0.005. */
  @Test
  void theIntervalIsThatOfNadeauAndBengio() {
    Difference difference = Difference.of(A, B, 0.25, 0.95).orElseThrow();
    assertThat(difference.mean()).isCloseTo(0.0066, offset(1e-15));
    assertThat(difference.low()).isCloseTo(-0.0010282378456026265, offset(1e-10));
    assertThat(difference.high()).isCloseTo(0.014228237845602638, offset(1e-10));
    assertThat(difference.pValue()).isCloseTo(0.0820083007029786, offset(1e-10));
    Difference plain = Difference.of(A, B, 0, 0.95).orElseThrow();
    assertThat(plain.pValue()).isCloseTo(0.00522213920101433, offset(1e-10));
  }

  @Test
  void theOtherWayRoundTheSignChanges() {
    Difference there = Difference.of(A, B, 0.25, 0.9).orElseThrow();
    Difference back = Difference.of(B, A, 0.25, 0.9).orElseThrow();
    assertThat(back.low()).isEqualTo(-there.high());
    assertThat(back.pValue()).isEqualTo(there.pValue());
  }

  @Test
  void onePairOfScoresSaysNothing() {
    assertThat(Difference.of(new double[] {1}, new double[] {0}, 0.25, 0.95)).isEmpty();
    assertThat(Difference.of(A, A, 0.25, 0.95).orElseThrow().pValue()).isEqualTo(1);
    assertThatThrownBy(() -> Difference.of(A, new double[3], 0.25, 0.95))
        .hasMessage("scores must be pairs. Received: 10 and 3");
    assertThatThrownBy(() -> Difference.of(A, B, 0.25, 1))
        .hasMessage("confidence must be above 0 and below 1. Received: 1.0");
  }

  @Test
  void theFrontIsWhatNothingBeats() {
    double[] scores = {0.7, 0.8, 0.75, Double.NaN, 0.8, 0.9, 0.7};
    double[] costs = {1, 5, 5, 0, 4, 9, 1};
    assertThat(ParetoFront.of(scores, costs)).containsExactly(0, 4, 5);
  }

  /** Against the definition, pair by pair. */
  @Test
  void theFrontIsThatOfTheDefinition() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      double[] scores = random.doubles(30).map(x -> Math.floor(x * 8)).toArray();
      double[] costs = random.doubles(30).map(x -> Math.floor(x * 8)).toArray();
      for (int i = 0; i < 30; i++) {
        boolean beaten = false;
        for (int j = 0; j < 30; j++) {
          boolean atLeast = scores[j] >= scores[i] && costs[j] <= costs[i];
          beaten |= atLeast && (scores[j] > scores[i] || costs[j] < costs[i] || j < i);
        }
        assertThat(ParetoFront.of(scores, costs).contains(i)).isEqualTo(!beaten);
      }
    }
  }

  @Test
  void aLossIsAScoreWithItsSignChanged() {
    assertThat(Direction.MINIMIZE.score(0.3)).isEqualTo(-0.3);
    assertThat(Direction.MINIMIZE.value(-0.3)).isEqualTo(0.3);
    assertThat(Direction.MAXIMIZE.value(Direction.MAXIMIZE.score(0.3))).isEqualTo(0.3);
  }
}
