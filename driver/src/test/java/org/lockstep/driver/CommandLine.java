package org.lockstep.driver;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.flow.SparkJobRunner;
import org.lockstep.driver.report.MetricsFile;

/** The real command line in this JVM: each call is a whole command with a Spark of its own. */
final class CommandLine {
  /** The repository's root, seen from the module's folder, where Maven runs tests. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final LookUp lookUp;
  private StringWriter out = new StringWriter();
  private StringWriter errors = new StringWriter();

  CommandLine(LookUp lookUp) {
    this.lookUp = lookUp;
  }

  /** Runs a command under a master and returns its exit code. */
  int run(String master, String... words) {
    out = new StringWriter();
    errors = new StringWriter();
    System.setProperty("spark.master", master);
    System.setProperty("lockstep.log", "target/end-to-end.log");
    try {
      return new Main(
              new SparkJobRunner(lookUp),
              new PrintWriter(out, true),
              new PrintWriter(errors, true),
              false,
              false)
          .run(words);
    } finally {
      System.clearProperty("spark.master");
      System.clearProperty("lockstep.log");
    }
  }

  /** Trains a job that comes with the project, on two slots. */
  int train(String job, Path run, String... settings) {
    List<String> words =
        new ArrayList<>(List.of("train", ROOT.resolve("conf").resolve(job).toString()));
    words.addAll(List.of("--out", run.toString()));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return run("local[2]", words.toArray(String[]::new));
  }

  String out() {
    return out.toString();
  }

  String errors() {
    return errors.toString();
  }

  static double score(Path run, String split, String metric) throws IOException {
    return MetricsFile.read(run).path("splits").path(split).path(metric).asDouble(Double.NaN);
  }

  static String modelSha256(Path run) throws IOException {
    return MetricsFile.read(run).path("model_sha256").asText();
  }
}
