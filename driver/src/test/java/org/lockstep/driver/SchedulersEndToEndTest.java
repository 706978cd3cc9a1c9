package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.run.ExitCode;

/**
 * The README's lines for schedulers, as they stand there but for two folders, against searches: the
 * installation's is one whose launcher is a line that starts this JVM's classes.
 */
@Timeout(240)
class SchedulersEndToEndTest {
  private static final String SEARCH =
      """
      search {
        space = [{ name = rate, key = training.optimizer.learningRate, from = 1e-3, to = 0.3 }]
        trials = %d, refit = false, spread.fused = 1
      }
      """;

  private static final int TRIALS = 80;

  @TempDir private Path folder;
  private Path installation;
  private Path runs;
  private String readme;

  @BeforeEach
  void install() throws IOException {
    readme = Files.readString(CommandLine.ROOT.resolve("README.md"));
    installation = Files.createDirectories(folder.resolve("lockstep"));
    runs = folder.resolve("runs");
    StringBuilder java = new StringBuilder("#!/bin/sh\nexec ");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent"))
        .forEach(words::add);
    words.addAll(List.of("-Dspark.master=local[2]", "-cp", System.getProperty("java.class.path")));
    words.add(Main.class.getName());
    words.forEach(word -> java.append('\'').append(word).append("' "));
    Path launcher = Files.createDirectories(installation.resolve("submit")).resolve("lockstep");
    Files.writeString(launcher, java.append("\"$@\"\n"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void cronsLineGoesOnUntilTheSearchIsDoneAndTheSensorTells() throws Exception {
    writeNightly();
    assertThat(sensor()).as("no run yet").isEqualTo("status " + ExitCode.INPUT_MISSING.number());

    Path out = folder.resolve("killed.out");
    Process killed = inShell(cron(), out);
    try {
      awaitTrials(5);
      hold(killed); // until the sensor has asked: the other trials take a moment
      assertThat(sensor()).as("under way").isEqualTo("False");
    } finally {
      killed.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    assertThat(killed.waitFor(30, TimeUnit.SECONDS)).as("the shell sees its end").isTrue();
    assertThat(trials()).as(Files.readString(out)).isBetween(5, TRIALS - 1);
    assertThat(sensor()).as("killed").isEqualTo("status " + ExitCode.RESUMABLE.number());

    assertThat(run(cron())).as("goes on").isEqualTo(ExitCode.OK.number());
    assertThat(sensor()).isEqualTo("True");
    String ledger = Files.readString(runs.resolve("nightly/trials.jsonl"));
    assertThat(ledger.lines().filter(line -> line.contains("\"state\":\"piece\"")))
        .as("each was trained once")
        .hasSize(TRIALS);

    assertThat(run(cron())).as("done").isEqualTo(ExitCode.OK.number());
    assertThat(runs.resolve("nightly/trials.jsonl")).content().isEqualTo(ledger);
  }

  /** Every number that the README's words on schedulers name is one of a documented end. */
  @Test
  void theReadmesExitCodesAreThoseOfThisProgram() {
    String words =
        readme.substring(readme.indexOf("A scheduler starts"), readme.indexOf("For cron:"));
    assertThat(words)
        .contains(ExitCode.OK.number() + " at once when it is done")
        .contains(ExitCode.RESUMABLE.number() + " when another try goes on");
    Matcher comment = Pattern.compile("# ([0-9]+): done or under way").matcher(readme);
    assertThat(comment.find()).isTrue();
    assertThat(Integer.parseInt(comment.group(1))).isEqualTo(ExitCode.OK.number());
  }

  private void writeNightly() throws IOException {
    CommandLine nobody =
        new CommandLine(new LookUp(Optional.empty(), folder, folder.resolve("cache")));
    Path job = new SmallJob(folder, nobody).write(SEARCH.formatted(TRIALS));
    Files.copy(job, installation.resolve("nightly.conf"));
  }

  /** The line without its five fields of time; cron gives what stands before a % to a shell. */
  private String cron() {
    Matcher line =
        Pattern.compile("^(?:\\S+ ){4}\\S+ +(cd /opt/lockstep && .*)$", Pattern.MULTILINE)
            .matcher(readme);
    assertThat(line.find()).as("a line for cron").isTrue();
    assertThat(line.group(1)).doesNotContain("%");
    return here(line.group(1));
  }

  private String here(String snippet) {
    assertThat(snippet).contains("/opt/lockstep", "/runs/nightly");
    return snippet.replace("/opt/lockstep", installation.toString()).replace("/runs/", runs + "/");
  }

  /** What the sensor's callable answers; Airflow's class is one that keeps its arguments. */
  private String sensor() throws Exception {
    Matcher block = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(readme);
    String python = null;
    while (python == null && block.find()) {
      python = block.group(1).contains("PythonSensor(") ? block.group(1) : null;
    }
    assertThat(python).as("a sensor for Airflow").isNotNull();
    Path file = folder.resolve("sensor.py");
    Files.writeString(
        file,
        """
        import ast, re, subprocess, sys
        snippet = open(sys.argv[1]).read()
        ast.parse(snippet)
        made = []
        class PythonSensor:
            def __init__(self, *, task_id, python_callable, poke_interval, mode):
                assert mode in ("poke", "reschedule") and poke_interval > 0
                made.append(python_callable)
        exec(snippet, {"re": re, "subprocess": subprocess, "PythonSensor": PythonSensor})
        [callable] = made
        try:
            print(callable())
        except subprocess.CalledProcessError as e:
            print("status", e.returncode)
        """);
    Path snippet = Files.writeString(folder.resolve("snippet.py"), here(python));
    Path out = folder.resolve("sensor.out");
    int code =
        new ProcessBuilder("python3", file.toString(), snippet.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start()
            .waitFor();
    String said = Files.readString(out).strip();
    assertThat(code).as(said).isZero();
    return said;
  }

  private int run(String line) throws IOException, InterruptedException {
    return inShell(line, folder.resolve("cron.out")).waitFor();
  }

  /** As cron does: /bin/sh, somewhere else, no terminal. */
  private Process inShell(String line, Path out) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", line)
        .directory(folder.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
  }

  private static void hold(Process shell) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("kill", "-STOP"));
    shell.descendants().forEach(process -> words.add(Long.toString(process.pid())));
    assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
  }

  private void awaitTrials(int least) throws IOException, InterruptedException {
    for (int i = 0; i < 6000 && trials() < least; i++) {
      Thread.sleep(10);
    }
  }

  private int trials() throws IOException {
    Path ledger = runs.resolve("nightly/trials.jsonl");
    return Files.exists(ledger)
        ? (int)
            Files.readString(ledger)
                .lines()
                .filter(line -> line.contains("\"state\":\"done\""))
                .count()
        : 0;
  }
}
