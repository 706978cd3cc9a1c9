package org.lockstep.driver.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SobolTest {

  /** scipy.stats.qmc.Sobol(6, scramble=False).random(8), and its 1000th point. */
  @Test
  void theUnscrambledPointsAreThoseOfJoeAndKuo() {
    double[][] expected = {
      {0.0, 0.0, 0.0, 0.0, 0.0, 0.0},
      {0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
      {0.75, 0.25, 0.25, 0.25, 0.75, 0.75},
      {0.25, 0.75, 0.75, 0.75, 0.25, 0.25},
      {0.375, 0.375, 0.625, 0.875, 0.375, 0.125},
      {0.875, 0.875, 0.125, 0.375, 0.875, 0.625},
      {0.625, 0.125, 0.875, 0.625, 0.625, 0.875},
      {0.125, 0.625, 0.375, 0.125, 0.125, 0.375}
    };
    Sobol sobol = new Sobol(6, 1);
    for (int i = 0; i < expected.length; i++) {
      assertThat(sobol.plain(i)).containsExactly(expected[i]);
    }
    assertThat(sobol.plain(1000))
        .containsExactly(
            0.2197265625, 0.0966796875, 0.5185546875, 0.6767578125, 0.2802734375, 0.9072265625);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everySideHasOnePointInEachOf256Pieces(long seed) {
    Sobol sobol = new Sobol(7, seed);
    BitSet[] pieces = new BitSet[7];
    for (int i = 0; i < 7; i++) {
      pieces[i] = new BitSet();
    }
    for (int n = 0; n < 256; n++) {
      double[] point = sobol.point(n);
      for (int i = 0; i < 7; i++) {
        assertThat(point[i]).isBetween(0.0, Math.nextDown(1.0));
        pieces[i].set((int) (point[i] * 256));
      }
    }
    assertThat(pieces).allSatisfy(piece -> assertThat(piece.cardinality()).isEqualTo(256));
  }

  /** Each 16 × 16 square of the first two sides holds one of the first 256: a (0, 8, 2)-net. */
  @Test
  void scramblingKeepsTheNet() {
    Sobol sobol = new Sobol(2, 5);
    BitSet squares = new BitSet();
    for (int n = 0; n < 256; n++) {
      double[] point = sobol.point(n);
      squares.set((int) (point[0] * 16) * 16 + (int) (point[1] * 16));
    }
    assertThat(squares.cardinality()).isEqualTo(256);
  }

  @Test
  void seedsAndStreamsScrambleDifferently() {
    assertThat(new Sobol(3, 1).point(0)).isNotEqualTo(new Sobol(3, 2).point(0));
    assertThat(new Sobol(3, 1, 4).point(0)).isNotEqualTo(new Sobol(3, 1, 5).point(0));
    assertThat(new Sobol(3, 1).point(9)).isEqualTo(new Sobol(3, 1).point(9));
    assertThatThrownBy(() -> new Sobol(1001, 1))
        .hasMessage("a Sobol sequence must have 1 to 1000 dimensions. Received: 1001");
  }
}
