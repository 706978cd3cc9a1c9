package org.lockstep.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {
  @Test
  void distanceCountsInsertionsDeletionsAndReplacements() {
    assertThat(NearestWord.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestWord.distance("", "abc")).isEqualTo(3);
    assertThat(NearestWord.distance("same", "same")).isZero();
  }

  @Test
  void theNearestWordIsFoundWhateverItsCase() {
    assertThat(NearestWord.of("batchsize", List.of("epochs", "batchSize"))).contains("batchSize");
    assertThat(NearestWord.of("epoch", List.of("epochs", "batchSize"))).contains("epochs");
  }

  @Test
  void aWordFarFromAllSuggestsNothing() {
    assertThat(NearestWord.of("colour", List.of("epochs", "batchSize"))).isEmpty();
    assertThat(NearestWord.of("x", List.of())).isEmpty();
  }
}
