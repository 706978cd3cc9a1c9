package org.lockstep.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.driver.cli.Main;
import org.lockstep.driver.flow.SparkJobRunner;
import org.lockstep.driver.report.MetricsFile;

/**
 * A run with authentication and encryption, whose first attempt fails, leaves no secret in any of
 * its files, its log, its output or its executors' logs: neither Spark's secret nor the attempts'
 * tokens nor anything else of 32 random bytes. Its model has the bits of a plain run's.
 */
class SecretsTest {
  private static final String SPARK_SECRET = "a-swordfish-of-this-test-alone";
  private static final int TOKEN_BYTES = 32;
  private static final String[] SETTINGS = {"training.epochs=2", "training.loop=lockstep"};

  @TempDir private Path folder;

  @Test
  @Timeout(200)
  void noSecretIsWrittenDown() throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(output.toFile());
    Files.createDirectories(folder.resolve("home/jars"));
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    Process child = builder.start();
    try {
      assertThat(child.waitFor(180, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.exitValue()).as(Files.readString(output)).isZero();
    assertThat(output).content().contains("attempt 1 failed: rank 0");
    assertThat(folder.resolve("run/spark.log")).isNotEmptyFile();

    assertThat(MetricsFile.read(folder.resolve("run")).path("executors").asInt()).isEqualTo(2);
    assertThat(CommandLine.modelSha256(folder.resolve("run")))
        .as("neither encryption nor the failed attempt changes a bit")
        .isEqualTo(plainSha256());

    List<String> secrets = Files.readAllLines(folder.resolve("secrets"));
    assertThat(secrets).hasSizeGreaterThan(1);
    List<byte[]> forms = new ArrayList<>();
    forms.add(SPARK_SECRET.getBytes(StandardCharsets.UTF_8));
    for (String hex : secrets) {
      byte[] secret = HexFormat.of().parseHex(hex);
      forms.add(secret);
      forms.add(hex.getBytes(StandardCharsets.US_ASCII));
      forms.add(Base64.getEncoder().withoutPadding().encode(secret));
      forms.add(Base64.getUrlEncoder().withoutPadding().encode(secret));
    }
    List<Path> files = new ArrayList<>(List.of(output));
    try (Stream<Path> ofRun = Files.walk(folder.resolve("run"));
        Stream<Path> ofExecutors = Files.walk(folder.resolve("home/work"))) {
      Stream.concat(ofRun, ofExecutors).filter(Files::isRegularFile).forEach(files::add);
    }
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .contains("job.conf", "spark.log", "status.json", "metrics.json", "stderr");
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      for (byte[] form : forms) {
        assertThat(text.contains(new String(form, StandardCharsets.ISO_8859_1)))
            .as("%s holds a secret", file)
            .isFalse();
      }
    }
  }

  /** The model of the same job in this process. */
  private String plainSha256() throws IOException {
    CommandLine lockstep = new CommandLine(LookUp.ofProcess());
    Path run = folder.resolve("plain");
    assertThat(lockstep.train("quickstart.conf", run, SETTINGS)).as(lockstep.errors()).isZero();
    assertThat(MetricsFile.read(run).path("executors").asInt()).isEqualTo(1);
    return CommandLine.modelSha256(run);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-Dlog4j"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dlog4j2.configurationFile=" + CommandLine.ROOT.resolve("conf/log4j2.properties"),
            "-cp",
            System.getProperty("java.class.path"),
            SecretsTest.class.getName(),
            folder.toString()));
    return command;
  }

  /** The child. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Security.insertProviderAt(new Recording(), 1);
    System.setProperty("spark.master", "local-cluster[2,1,1024]");
    System.setProperty("spark.driver.host", "127.0.0.1");
    System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    System.setProperty("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    System.setProperty("spark.authenticate", "true");
    System.setProperty("spark.authenticate.secret", SPARK_SECRET);
    System.setProperty("spark.network.crypto.enabled", "true");
    System.setProperty("spark.lockstep.test.faults", "throw@rank0:step3");
    int code =
        new Main(
                new SparkJobRunner(LookUp.ofProcess()),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                false,
                false)
            .run(
                "train",
                CommandLine.ROOT.resolve("conf/quickstart.conf").toString(),
                "--out",
                folder.resolve("run").toString(),
                "--set",
                SETTINGS[0],
                "--set",
                SETTINGS[1]);
    Files.write(folder.resolve("secrets"), RecordingRandom.DRAWN);
    System.exit(code);
  }

  /** Comes before the JDK's own providers. */
  private static final class Recording extends Provider {
    private static final long serialVersionUID = 1L;

    Recording() {
      super("Recording", "1", "secure random numbers that a test gets to know");
      put("SecureRandom.Recording", RecordingRandom.class.getName());
    }
  }

  /** The system's numbers; those that can be keys are kept. */
  public static final class RecordingRandom extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;
    private static final List<String> DRAWN = new CopyOnWriteArrayList<>();

    private final SecureRandom source;

    public RecordingRandom() throws NoSuchAlgorithmException {
      source = SecureRandom.getInstance("NativePRNG");
    }

    @Override
    protected void engineSetSeed(byte[] seed) {
      source.setSeed(seed);
    }

    @Override
    protected void engineNextBytes(byte[] bytes) {
      source.nextBytes(bytes);
      if (bytes.length == TOKEN_BYTES) {
        DRAWN.add(HexFormat.of().formatHex(bytes));
      }
    }

    @Override
    protected byte[] engineGenerateSeed(int count) {
      return source.generateSeed(count);
    }
  }
}
