package org.lockstep.driver.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.package$;

/** What ran: the versions that a result depends on or is reported with. */
public final class Versions {
  private static final String RESOURCE = "version.properties";

  private Versions() {}

  /** Lockstep's own version, as the build wrote it. */
  public static String lockstep() {
    return built().getProperty("version");
  }

  /** The commit that was built, and whether files differed from it; empty if unknown. */
  public static Optional<String> commit() {
    Properties built = built();
    String changes = "true".equals(built.getProperty("dirty")) ? " with changes" : "";
    // Without a repository the build has put nothing in the place of ${…}.
    return Optional.of(built.getProperty("commit"))
        .filter(commit -> !commit.startsWith("$"))
        .map(commit -> commit + changes);
  }

  private static Properties built() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  /** {@code lockstep}, {@code spark} and {@code java}. */
  public static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("lockstep", lockstep());
    versions.put("spark", package$.MODULE$.SPARK_VERSION());
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
