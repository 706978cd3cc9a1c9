package org.lockstep.driver.verify;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Another JVM like this one: the same Java, flags, class path and Spark settings, but for what a
 * setting changes. All of it goes through an options file that only the owner may read, since
 * Spark's settings may hold secrets and a process's arguments are everybody's to see.
 */
public final class ChildJvm {
  /** Settings that each driver finds or makes for itself. */
  private static final Set<String> OWN =
      Set.of("spark.master", "spark.app.name", "spark.app.id", "spark.app.submitTime");

  private static final Set<String> ADDRESSES =
      Set.of("spark.driver.host", "spark.driver.bindAddress");

  private final Class<?> main;

  /**
   * @param main whose {@code main} is called
   */
  public ChildJvm(Class<?> main) {
    this.main = main;
  }

  /** Whether a master is on this machine. */
  static boolean isLoopback(String master) {
    return master.startsWith("local")
        || master.startsWith("spark://127.")
        || master.startsWith("spark://localhost:");
  }

  String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Writes the options file; the caller deletes it.
   *
   * @param words the command line after the main class
   */
  Path options(Setting setting, List<String> words) throws IOException {
    List<String> all = arguments(setting, words);
    Path file =
        Files.createTempFile(
            "lockstep-verify-",
            ".options",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(
        file,
        all.stream().map(ChildJvm::quoted).collect(Collectors.joining("\n")),
        StandardCharsets.UTF_8);
  }

  List<String> arguments(Setting setting, List<String> words) {
    List<String> all = new ArrayList<>();
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.matches("-(javaagent|agentlib|agentpath):.*"))
        .filter(flag -> !flag.startsWith("-Dspark.") && !flag.startsWith("-Dlockstep.log="))
        .forEach(all::add);
    all.addAll(setting.jvmOptions());
    System.getProperties().stringPropertyNames().stream()
        .filter(key -> key.startsWith("spark.") && !OWN.contains(key))
        .filter(key -> isLoopback(setting.master()) || !isOurLoopback(key))
        .sorted()
        .forEach(key -> all.add("-D" + key + "=" + System.getProperty(key)));
    all.add("-Dspark.master=" + setting.master());
    String home = codeSource();
    if (!setting.isLocal() && home.endsWith(".jar") && System.getProperty("spark.jars") == null) {
      all.add("-Dspark.jars=" + home); // executors of other JVMs fetch the classes from the driver
    }
    all.addAll(List.of("-cp", classPath(home), main.getName()));
    all.addAll(words);
    return all;
  }

  /** Addresses that the launcher sets for masters on this machine. */
  private static boolean isOurLoopback(String key) {
    return ADDRESSES.contains(key) && "127.0.0.1".equals(System.getProperty(key));
  }

  /** spark-submit keeps the application's jar off the class path of the JVM. */
  private static String classPath(String home) {
    Set<String> entries = new LinkedHashSet<>(List.of(home));
    entries.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    entries.removeIf(String::isEmpty);
    return String.join(File.pathSeparator, entries);
  }

  private String codeSource() {
    try {
      return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of " + main + " cannot be read", e);
    }
  }

  /** As the java launcher reads an argument of an options file. */
  private static String quoted(String argument) {
    return '"'
        + argument
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }
}
