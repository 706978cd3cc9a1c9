package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  @Test
  void oneRankOnlyComputes() {
    Simulation simulation = simulation(List.of(new RankWork(2e-3, 0, 0)), 0, 1, 1);
    assertThat(simulation.stepSeconds(10)).isCloseTo(2e-3, withPercentage(1e-9));
  }

  /** Without noise all cards are busy all the time: L + (n − 1)·(o + m/β), an exchange. */
  @ParameterizedTest
  @CsvSource({"2, 1000", "3, 1000", "8, 100000", "64, 0", "64, 50000"})
  void withoutNoiseTheSimulationIsTheFormula(int ranks, double bytes) {
    List<RankWork> round =
        List.of(new RankWork(1e-3, 1e-4, bytes), new RankWork(0, 2e-4, bytes / 2));
    double expected =
        1.3e-3
            + Jobs.LINK.exchangeSeconds(ranks, bytes)
            + Jobs.LINK.exchangeSeconds(ranks, bytes / 2);
    assertThat(simulation(round, 0, ranks, 1).stepSeconds(7))
        .isCloseTo(expected, withPercentage(1e-6));
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherDoesNot() {
    List<RankWork> round = List.of(new RankWork(1e-3, 0, 10_000));
    double first = simulation(round, 0.3, 16, 1).stepSeconds(20);
    assertThat(simulation(round, 0.3, 16, 1).stepSeconds(20)).isEqualTo(first);
    assertThat(simulation(round, 0.3, 16, 2).stepSeconds(20)).isNotEqualTo(first);
  }

  @Test
  void noiseMakesAllWaitForTheSlowest() {
    List<RankWork> round = List.of(new RankWork(1e-3, 0, 100));
    double quiet = simulation(round, 0, 32, 1).stepSeconds(50);
    double noisy = simulation(round, 0.3, 32, 1).stepSeconds(50);
    double wait = 1e-3 * (Noise.ofVariation(0.3).expectedMaximum(32) - 1);
    assertThat(noisy - quiet).isBetween(0.6 * wait, 1.1 * wait);
  }

  private static Simulation simulation(
      List<RankWork> round, double variation, int ranks, long seed) {
    return new Simulation(round, Jobs.LINK, Noise.ofVariation(variation), ranks, 1, seed);
  }
}
