package org.lockstep.trainer.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training step makes no garbage: {@link AllocatedBytes}, a JVM a measurement. */
class AllocationTest {
  private static final int TIMEOUT_SECONDS = 120;

  @TempDir private Path folder;

  /**
   * Steps enough for the slowest compiler to have seen all of a step; vectors are objects until
   * then. A few thousand do on an idle machine.
   */
  private static final int MOST_STEPS = 100_000;

  private static final int QUIET_STEPS = 1_000;

  /**
   * In the interpreter, which leaves no object out. The optimizer is one without powers, since
   * {@link StrictMath#pow} makes arrays until it is compiled.
   */
  @ParameterizedTest
  @CsvSource({"none, 1", "none, 2", "norm, 1", "norm, 2", "global_norm, 1", "global_norm, 2"})
  void withTheScalarKernelNoStepAfterTheFirstAllocates(String clip, String threads)
      throws Exception {
    Map<String, Long> bytes =
        measure(
            List.of("-Xint", "-Dlockstep.kernel=scalar"),
            AllocatedBytes.class,
            List.of("gelu", "momentum", clip, threads, "20", "20"));
    assertThat(bytes).containsEntry("most", 0L);
    assertThat(bytes.get("first")).isPositive();
  }

  /** What the exchange of bytes itself allocates is the exchange's, not the step's. */
  @Test
  void withTheScalarKernelNoStepOfTwoRanksAfterTheFirstAllocates() throws Exception {
    Map<String, Long> bytes =
        measure(
            List.of("-Xint", "-Dlockstep.kernel=scalar"), RankAllocatedBytes.class, List.of("24"));
    assertThat(bytes).containsEntry("most", 0L);
    assertThat(bytes.get("first")).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"sigmoid, none", "tanh, norm", "gelu, global_norm"})
  void withTheVectorKernelNoStepAllocatesOnceItIsCompiled(String activation, String clip)
      throws Exception {
    Map<String, Long> bytes =
        measure(
            List.of("-Xmx512m", "-Dlockstep.kernel=vector"),
            AllocatedBytes.class,
            List.of(
                activation,
                "adam",
                clip,
                "1",
                String.valueOf(MOST_STEPS),
                String.valueOf(QUIET_STEPS)));
    assertThat(bytes.get("quiet")).as("%s", bytes).isGreaterThanOrEqualTo(QUIET_STEPS);
    assertThat(bytes.get("first")).isPositive();
  }

  private Map<String, Long> measure(List<String> options, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    Path out = folder.resolve("bytes");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    Map<String, Long> bytes = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      String[] words = line.split(" ", -1);
      bytes.put(words[0], Long.valueOf(words[1]));
    }
    return bytes;
  }
}
