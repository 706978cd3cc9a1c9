package org.lockstep.trainer.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MixTest {

  @Test
  void mixesTheStatesOfSplitMix64IntoItsPublishedOutputs() {
    // java.util.SplittableRandom and prng.di.unimi.it/splitmix64.c, seed 1234567.
    long gamma = 0x9e3779b97f4a7c15L;
    assertThat(Mix.mix64(1234567 + gamma)).isEqualTo(6457827717110365317L);
    assertThat(Mix.mix64(1234567 + 2 * gamma)).isEqualTo(3203168211198807973L);
    assertThat(Mix.mix64(1234567 + 3 * gamma))
        .isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  @Test
  void mapsZeroToZero() {
    assertThat(Mix.mix64(0)).isZero();
  }
}
