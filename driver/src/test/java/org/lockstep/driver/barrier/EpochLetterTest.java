package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.report.Outcomes;

class EpochLetterTest {
  private final Report.EpochFinished epoch =
      new Report.EpochFinished(
          Outcomes.epoch(3, true), "ab12", new PhaseSeconds(1, 0.5, 0.25, 0.125, 0.0625));

  @Test
  void anEpochArrivesAsItWas() {
    Report.EpochFinished read = EpochLetter.unpack(EpochLetter.pack(epoch));
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class) // NaN is NaN
        .isEqualTo(epoch);
    assertThat(read.seconds().sum()).isEqualTo(1.9375);
  }

  @Test
  void halfALetterIsRefused() {
    byte[] bytes = EpochLetter.pack(epoch);
    assertThatThrownBy(() -> EpochLetter.unpack(Arrays.copyOf(bytes, bytes.length / 2)))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> EpochLetter.unpack(new byte[4]))
        .hasMessageContaining("a letter must tell of one epoch. Received: 0");
  }
}
