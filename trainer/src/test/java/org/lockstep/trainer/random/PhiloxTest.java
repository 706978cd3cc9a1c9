package org.lockstep.trainer.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The known answers for philox4x32-10 in kat_vectors of the Random123 distribution. */
class PhiloxTest {

  @Test
  void answersTheZeroVector() {
    assertThat(block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
  }

  @Test
  void answersTheVectorOfOnes() {
    assertThat(block(-1, -1, -1)).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
  }

  @Test
  void answersTheVectorOfPisDigits() {
    assertThat(block(0x85a308d3243f6a88L, 0x0370734413198a2eL, 0x299f31d0a4093822L))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  private static int[] block(long low, long high, long key) {
    long first = Philox.half(low, high, key, false);
    long second = Philox.half(low, high, key, true);
    float[] units = new float[4];
    Philox.units(low, high, key, units, 0);
    int[] words = {
      (int) first, (int) (first >>> 32), (int) second, (int) (second >>> 32),
    };
    for (int i = 0; i < 4; i++) {
      assertThat(units[i]).isEqualTo(Philox.unit(words[i]));
    }
    return words;
  }
}
