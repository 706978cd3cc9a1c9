package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepRowsTest {

  @Test
  void positionPIsRowPOverVOfWorkerPModVForAnySizes() {
    for (int workers : new int[] {1, 2, 3, 4, 7}) {
      for (int batchSize : new int[] {1, 2, 3, 5, 8, 100}) {
        for (int rows : new int[] {1, 2, 6, 7, 29}) {
          Set<String> expected = new HashSet<>();
          for (int p = 0; p < rows; p++) {
            expected.add(p / batchSize + ": " + p % workers + "/" + p / workers);
          }
          Set<String> actual = new HashSet<>();
          for (int step = 0; step < StepRows.steps(rows, batchSize); step++) {
            for (int worker = 0; worker < workers; worker++) {
              int to = StepRows.to(step, batchSize, rows, worker, workers);
              for (int r = StepRows.from(step, batchSize, rows, worker, workers); r < to; r++) {
                assertThat(actual.add(step + ": " + worker + "/" + r)).isTrue();
              }
            }
          }
          assertThat(actual).as("V=%d B=%d n=%d", workers, batchSize, rows).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void shardSizesDifferByAtMostOneAndAddUp() {
    assertThat(StepRows.ofShard(10, 0, 4)).isEqualTo(3);
    assertThat(StepRows.ofShard(10, 1, 4)).isEqualTo(3);
    assertThat(StepRows.ofShard(10, 2, 4)).isEqualTo(2);
    assertThat(StepRows.ofShard(2, 3, 4)).isZero();
  }

  @Test
  void positionsBeyondTwoBillionAreCountedExactly() {
    long rows = 6_000_000_000L;
    assertThat(StepRows.from(5_999_999, 1000, rows, 3, 4)).isEqualTo(1_499_999_750);
    assertThat(StepRows.to(5_999_999, 1000, rows, 3, 4)).isEqualTo(1_500_000_000);
  }
}
