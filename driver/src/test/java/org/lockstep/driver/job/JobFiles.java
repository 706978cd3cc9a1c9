package org.lockstep.driver.job;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Job files for tests. */
final class JobFiles {
  /** The folder of the job files that the project ships. */
  static final Path CONF = Path.of("..", "conf").toAbsolutePath().normalize();

  private JobFiles() {}

  static List<Path> shipped() {
    try (var files = Files.list(CONF)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("job.conf"), text);
  }

  /** The problems of a job file that cannot be read. */
  static List<String> problems(Path file, String... overrides) {
    JobException e =
        catchThrowableOfType(JobException.class, () -> JobReader.read(file, List.of(overrides)));
    return e == null ? List.of() : e.problems();
  }
}
