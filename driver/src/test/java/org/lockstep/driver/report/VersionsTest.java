package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {

  @Test
  void theBuildSaysWhatItWasMadeOf() {
    assertThat(Versions.lockstep()).matches("\\d+\\.\\d+\\.\\d+.*");
    // Sources without a repository have no commit.
    assertThat(Versions.commit().orElse("0000000")).matches("[0-9a-f]{7,40}( with changes)?");
  }
}
