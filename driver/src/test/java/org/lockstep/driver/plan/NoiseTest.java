package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {
  private static final long SEED = 11;

  /** E[max of two] of a log-normal of mean 1 is 2·Φ(σ/√2): Φ(0.2/√2) = Φ(0.141421) = 0.556231. */
  @Test
  void theLargestOfTwoIsThatOfTheClosedForm() {
    assertThat(new Noise(0.2).expectedMaximum(2)).isCloseTo(2 * 0.556231, offset(2e-5));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16, 512})
  void theLargestIsTheMeanOfDrawnOnes(int ranks) {
    Noise noise = Noise.ofVariation(0.3);
    Random random = new Random(SEED);
    double sum = 0;
    int draws = 4000;
    for (int i = 0; i < draws; i++) {
      double most = 0;
      for (int rank = 0; rank < ranks; rank++) {
        most = Math.max(most, noise.factor(random.nextGaussian()));
      }
      sum += most;
    }
    assertThat(noise.expectedMaximum(ranks)).isCloseTo(sum / draws, withPercentage(1.5));
  }

  @Test
  void oneRankAndNoNoiseWaitForNobody() {
    assertThat(new Noise(0.5).expectedMaximum(1)).isEqualTo(1);
    assertThat(new Noise(0).expectedMaximum(1000)).isEqualTo(1);
  }

  @Test
  void theNoiseOfTimesIsTheirs() {
    Random random = new Random(SEED);
    Noise noise = Noise.ofVariation(0.25);
    double[] seconds = new double[20_000];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = 3e-4 * noise.factor(random.nextGaussian());
    }
    assertThat(Noise.ofTimes(seconds).variation()).isCloseTo(0.25, withPercentage(5));
  }

  @Test
  void aNoiseBelowZeroIsRefused() {
    assertThatThrownBy(() -> new Noise(-0.1))
        .hasMessage("sigma must be from 0 to 3. Received: -0.1");
  }
}
