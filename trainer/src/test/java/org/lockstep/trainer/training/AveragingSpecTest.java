package org.lockstep.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AveragingSpecTest {

  @Test
  void anAdaptivePeriodGrowsByStagesUpToTheMost() {
    AveragingSpec spec = new AveragingSpec(1, 2, 3, 6);
    assertThat(IntStream.range(0, 13).map(spec::periodOf))
        .containsExactly(1, 1, 1, 2, 2, 2, 4, 4, 4, 6, 6, 6, 6);
    assertThat(new AveragingSpec(3, 10, 1, Integer.MAX_VALUE).periodOf(Integer.MAX_VALUE))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aFixedPeriodStaysAndARoundEndsWithTheEpoch() {
    AveragingSpec spec = AveragingSpec.every(3);
    assertThat(IntStream.range(0, 9).map(spec::periodOf)).containsOnly(3);
    assertThat(IntStream.range(0, 8).filter(step -> spec.endsRound(5, step, 8)))
        .containsExactly(2, 5, 7);
  }

  @Test
  void onlyAPeriodOfOneThatStaysIsExact() {
    assertThat(AveragingSpec.everyStep().isExact()).isTrue();
    assertThat(new AveragingSpec(1, 1, 9, 64).isExact()).isTrue();
    assertThat(new AveragingSpec(1, 7, 9, 1).isExact()).isTrue();
    assertThat(new AveragingSpec(1, 2, 5, 64).isExact()).isFalse();
    assertThat(AveragingSpec.every(2).isExact()).isFalse();
  }

  @Test
  void thePeriodIsTold() {
    assertThat(AveragingSpec.everyStep().words()).isEqualTo("every step");
    assertThat(AveragingSpec.every(4).words()).isEqualTo("every 4 steps");
    assertThat(new AveragingSpec(1, 2, 5, 64).words())
        .isEqualTo("every step, times 2 every 5 epochs, up to 64");
    assertThat(new AveragingSpec(8, 3, 1, 64).words())
        .isEqualTo("every 8 steps, times 3 every epoch, up to 64");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 5, 64, start must be >= 1. Received: 0",
    "1, 0, 5, 64, growth must be >= 1. Received: 0",
    "1, 2, 0, 64, everyEpochs must be >= 1. Received: 0",
  })
  void numbersBelowOneAreRefused(
      int start, int growth, int everyEpochs, int most, String sentence) {
    assertThatThrownBy(() -> new AveragingSpec(start, growth, everyEpochs, most))
        .hasMessage(sentence);
  }

  @Test
  void mostBelowStartAndAPeriodOfZeroAreRefused() {
    assertThatThrownBy(() -> new AveragingSpec(4, 2, 5, 3))
        .hasMessage("most must be >= start, 4. Received: 3");
    assertThatThrownBy(() -> AveragingSpec.every(0))
        .hasMessage("averagingPeriod must be >= 1. Received: 0");
  }
}
