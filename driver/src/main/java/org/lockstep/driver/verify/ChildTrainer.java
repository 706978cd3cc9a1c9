package org.lockstep.driver.verify;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;

/**
 * Trains each setting in a child process with {@code lockstep train}: a JVM chooses its kernel
 * once, and two runs that share nothing are compared more honestly than two that share a JVM. A
 * child has this JVM's flags, class path and Spark settings, as {@link ChildJvm} says.
 */
public final class ChildTrainer implements Trainer {
  private static final String LOOPBACK = "127.0.0.1";

  private final ChildJvm jvm;
  private final List<String> arguments;

  /**
   * @param arguments of {@code train}: the job file and what overrides it
   */
  public ChildTrainer(ChildJvm jvm, List<String> arguments) {
    this.jvm = jvm;
    this.arguments = List.copyOf(arguments);
  }

  @Override
  public Stages train(Setting setting, Path run) throws IOException {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(arguments);
    setting.overrides().forEach(override -> words.addAll(set(override)));
    setting.stop().ifPresent(stop -> words.addAll(set("training.epochs=" + stop.afterEpoch())));
    words.addAll(List.of("--out", run.toString()));
    Path output = run.resolveSibling(run.getFileName() + ".out");
    run(setting, words, output);
    if (setting.stop().isPresent()) {
      List<String> resume = new ArrayList<>(List.of("resume", run.toString()));
      resume.addAll(set("training.epochs=" + setting.stop().get().epochs()));
      run(setting, resume, output);
    }
    return Stages.of(run);
  }

  private static List<String> set(String override) {
    return List.of("--set", override);
  }

  private void run(Setting setting, List<String> words, Path output) throws IOException {
    Path options = jvm.options(setting, words);
    try {
      int code = await(start(setting, options, output));
      if (code != ExitCode.OK.number()) {
        throw new FailedRunException(code, lastLine(output) + " (" + output + ")");
      }
    } finally {
      Files.deleteIfExists(options);
    }
  }

  private Process start(Setting setting, Path options, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(jvm.java(), "@" + options)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Map<String, String> environment = builder.environment();
    if (!setting.isLocal() && !ChildJvm.isLoopback(setting.master())) {
      // The launcher binds to it for this machine's sake; a cluster's executors must reach us.
      environment.remove("SPARK_LOCAL_IP", LOOPBACK);
    }
    return builder.start();
  }

  private static int await(Process child) {
    Thread hook = new Thread(child::destroy, "lockstep-verify-child");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return child.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(ExitCode.RESUMABLE, "the wait for a run was interrupted", e);
    } finally {
      child.destroy();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        // The hook is running.
      }
    }
  }

  private static String lastLine(Path output) throws IOException {
    List<String> lines =
        Files.readString(output, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return lines.stream()
        .filter(line -> line.startsWith("error: "))
        .findFirst()
        .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
  }
}
