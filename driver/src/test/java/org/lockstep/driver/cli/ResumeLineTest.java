package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResumeLineTest {
  @Test
  void theLineCanBePasted() {
    assertThat(ResumeCommand.line(Path.of("/runs/nightly-3")))
        .isEqualTo("submit/lockstep resume /runs/nightly-3");
    assertThat(ResumeCommand.line(Path.of("/runs/it's night")))
        .isEqualTo("submit/lockstep resume '/runs/it'\\''s night'");
  }
}
