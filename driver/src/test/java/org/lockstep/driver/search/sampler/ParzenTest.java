package org.lockstep.driver.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.RealRange;
import org.lockstep.driver.search.space.Scale;

class ParzenTest {
  private static final RealRange UNIT = new RealRange(0, 1, Scale.LINEAR, 2);
  private static final double[] PLACES = {0.02, 0.7, 0.72, 0.75, 1};

  @Test
  void theDensityOfARangeHasTheArea1() {
    Parzen parzen = new Parzen(UNIT, PLACES);
    int steps = 20_000;
    double area = 0;
    for (int i = 0; i < steps; i++) {
      area += Math.exp(parzen.logDensity((i + 0.5) / steps)) / steps;
    }
    assertThat(area).isCloseTo(1, offset(1e-6));
  }

  @Test
  void withoutPlacesItIsUniform() {
    assertThat(new Parzen(UNIT, new double[0]).logDensity(0.3)).isZero();
    assertThat(new Parzen(Choice.of(1, 2, 3, 4), new double[0]).logDensity(0.3))
        .isCloseTo(Math.log(0.25), offset(1e-15));
  }

  /** One place, 0.5, is its own neighbourhood: width ½, cut off at ±1 deviation. */
  @Test
  void aNormalAroundAPlaceAndAUniformOneWeighTheSame() {
    double inside = 0.6826894921370859;
    double peak = 1 / (Math.sqrt(2 * Math.PI) * 0.5 * inside);
    assertThat(Math.exp(new Parzen(UNIT, new double[] {0.5}).logDensity(0.5)))
        .isCloseTo((peak + 1) / 2, offset(1e-12));
  }

  /** Draws in ten pieces against the integral of the density over each. */
  @Test
  void drawsFollowTheDensity() {
    Parzen parzen = new Parzen(UNIT, PLACES);
    Draws draws = Draws.of(1, 99);
    int n = 40_000;
    int[] counts = new int[10];
    for (int i = 0; i < n; i++) {
      counts[(int) Math.min(9, parzen.draw(draws) * 10)]++;
    }
    for (int piece = 0; piece < 10; piece++) {
      double share = 0;
      for (int i = 0; i < 1000; i++) {
        share += Math.exp(parzen.logDensity((piece + (i + 0.5) / 1000) / 10)) / 10_000;
      }
      assertThat((double) counts[piece] / n).isCloseTo(share, offset(0.01));
    }
  }

  /** a, b, b of three values: (1 + 1)/6, (2 + 1)/6, (0 + 1)/6. */
  @Test
  void aChoicesChancesAreItsCountsPlusOne() {
    Choice choice = Choice.of("a", "b", "c");
    double[] places = {choice.unit("b"), choice.unit("a"), choice.unit("b")};
    Parzen parzen = new Parzen(choice, places);
    double[] chances = {2 / 6.0, 3 / 6.0, 1 / 6.0};
    int[] counts = new int[3];
    Draws draws = Draws.of(1, 98);
    for (int i = 0; i < 12_000; i++) {
      counts[choice.index(parzen.draw(draws))]++;
    }
    for (int i = 0; i < 3; i++) {
      assertThat(Math.exp(parzen.logDensity(choice.unit(choice.values().get(i)))))
          .isCloseTo(chances[i], offset(1e-12));
      assertThat(counts[i] / 12_000.0).isCloseTo(chances[i], offset(0.02));
    }
  }
}
