package org.lockstep.driver.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
  private static final List<String> KEYS =
      List.of("spark.test.secret", "spark.driver.host", "spark.master");
  private final ChildJvm jvm = new ChildJvm(ChildJvmTest.class);

  private static Setting setting(String master) {
    return new Setting("any", master, List.of(), List.of("-Dlockstep.kernel=scalar"));
  }

  @AfterEach
  void forget() {
    KEYS.forEach(System::clearProperty);
  }

  @Test
  void aChildHasThisJvmsSparkSettingsAndItsOwnMaster() {
    System.setProperty("spark.master", "local[7]");
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.test.secret", "a b");
    List<String> arguments = jvm.arguments(setting("local[1]"), List.of("train", "x y.conf"));
    assertThat(arguments)
        .contains(
            "-Dspark.test.secret=a b",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.master=local[1]",
            "-Dlockstep.kernel=scalar",
            "--add-modules=jdk.incubator.vector")
        .doesNotContain("-Dspark.master=local[7]")
        .noneMatch(argument -> argument.startsWith("-javaagent"))
        .endsWith(ChildJvmTest.class.getName(), "train", "x y.conf");
  }

  @Test
  void aClusterElsewhereDoesNotGetThisMachinesLoopback() {
    System.setProperty("spark.driver.host", "127.0.0.1");
    assertThat(jvm.arguments(setting("spark://10.0.0.1:7077"), List.of()))
        .noneMatch(argument -> argument.startsWith("-Dspark.driver.host"));
    assertThat(jvm.arguments(setting("spark://127.0.0.1:7077"), List.of()))
        .contains("-Dspark.driver.host=127.0.0.1");
  }

  @Test
  void settingsReachTheChildThroughAFileOfTheOwner() throws IOException {
    System.setProperty("spark.test.secret", "back\\slash \"quote\"");
    Path options = jvm.options(setting("local[1]"), List.of());
    try {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(options)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(options))
          .contains("\"-Dspark.test.secret=back\\\\slash \\\"quote\\\"\"");
    } finally {
      Files.delete(options);
    }
  }
}
