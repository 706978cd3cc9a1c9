package org.lockstep.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestRunTest {
  @TempDir private Path folder;

  @Test
  void theRunThatBeganLastIsTheNewest() throws IOException {
    assertThat(NewestRun.in(folder.resolve("none"))).isEmpty();
    assertThat(NewestRun.in(folder)).isEmpty();
    Files.createDirectories(folder.resolve("z-no-run"));
    run("b", 3_000);
    run("a", 5_000);
    run("c", 1_000);
    assertThat(NewestRun.in(folder)).contains(folder.resolve("a"));
  }

  private void run(String name, long millis) throws IOException {
    Path job = Files.createDirectories(folder.resolve(name)).resolve(RunDirectory.JOB);
    Files.setLastModifiedTime(Files.writeString(job, "x"), FileTime.fromMillis(millis));
  }
}
