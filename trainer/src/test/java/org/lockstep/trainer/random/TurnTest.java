package org.lockstep.trainer.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TurnTest {
  @Test
  void quartersAndEighthsAreExactToTheLastDigit() {
    assertThat(Turn.cosine(0)).isEqualTo(1);
    assertThat(Turn.cosine(0.25)).isZero();
    assertThat(Turn.cosine(0.5)).isEqualTo(-1);
    assertThat(Turn.cosine(0.75)).isZero();
    assertThat(Turn.cosine(0.125)).isCloseTo(Math.sqrt(0.5), within(0x1p-52));
    assertThat(Turn.cosine(1 - 0x1p-53)).isEqualTo(1);
  }

  @Test
  void cosinesAreThoseOfTheLibrary() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double u = random.nextDouble();
      // The library's argument is rounded: 2π·u by half an ulp of 2π at most.
      assertThat(Turn.cosine(u)).isCloseTo(StrictMath.cos(2 * Math.PI * u), within(0x1p-50));
    }
  }
}
