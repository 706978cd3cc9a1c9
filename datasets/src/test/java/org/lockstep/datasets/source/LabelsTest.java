package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void integersAreSortedAsNumbersAndAllElseByCodePoint() {
    assertThat(Labels.sorted(List.of("10", "9", "-1", "+2")))
        .containsExactly("-1", "+2", "9", "10");
    assertThat(Labels.sorted(List.of("10", "9", "x"))).containsExactly("10", "9", "x");
    // U+1F600 is above U+FF5E by code point, below it by UTF-16 unit
    assertThat(Labels.sorted(List.of("\ud83d\ude00", "\uff5e", "B", "a")))
        .containsExactly("B", "a", "\uff5e", "\ud83d\ude00");
  }
}
