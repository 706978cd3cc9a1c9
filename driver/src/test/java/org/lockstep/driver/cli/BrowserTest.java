package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrowserTest {
  @TempDir private Path folder;

  @Test
  void theChosenProgramGetsThePagesAddress() throws IOException {
    Path heard = folder.resolve("heard");
    Path program = folder.resolve("browser");
    Files.writeString(program, "#!/bin/sh\nprintf %s \"$1\" >'" + heard + "'\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path page = folder.resolve("a page.html");
    assertThat(new Browser(Optional.of(program.toString())).open(page)).isTrue();
    assertThat(heard).hasContent(page.toUri().toString());
  }
}
