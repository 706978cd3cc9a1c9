package org.lockstep.driver.job;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The text of a job file as HOCON values, {@code --set} overrides applied, before any meaning. */
final class JobFile {
  private JobFile() {}

  /**
   * Parses, applies the overrides in order (the last wins) and resolves substitutions.
   *
   * @param file a HOCON file
   * @param overrides {@code key=value} each
   * @throws JobException if the file is missing, is not HOCON, includes what it must not, or an
   *     override is malformed
   */
  static ConfigObject load(Path file, List<String> overrides) {
    if (!Files.isRegularFile(file)) {
      throw new JobException(List.of("the job file must be a file that exists. Received: " + file));
    }
    try {
      Config job =
          ConfigFactory.parseFile(
              file.toFile(),
              ConfigParseOptions.defaults()
                  .setSyntax(ConfigSyntax.CONF)
                  .setAllowMissing(false)
                  .setIncluder(new FileIncludes()));
      for (String override : overrides) {
        job = override(override, job);
      }
      return job.resolve(ConfigResolveOptions.defaults()).root();
    } catch (ConfigException e) {
      throw new JobException(List.of(sentence(e, file)));
    }
  }

  /**
   * The job with one override on top. The value is read as HOCON where it looks like a list, a
   * section, a quoted text, a number, a boolean or null; anything else is the text itself, so that
   * {@code data.path=hdfs://host/tweets.csv} needs no quotes. A section replaces the file's section
   * as a whole.
   */
  private static Config override(String override, Config job) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new JobException(List.of("--set must be followed by key=value. Received: " + override));
    }
    String key = override.substring(0, equals).trim();
    String value = override.substring(equals + 1).trim();
    boolean hocon =
        value.matches("(?s)[\\[{\"].*")
            || value.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null");
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setSyntax(ConfigSyntax.CONF)
            .setIncluder(new FileIncludes())
            .setOriginDescription("--set " + override);
    Config top =
        ConfigFactory.parseString(
            key + " = " + (hocon ? value : ConfigUtil.quoteString(value)), options);
    return top.withFallback(value.startsWith("{") ? job.withoutPath(key) : job);
  }

  private static String sentence(ConfigException e, Path file) {
    String message = e.getMessage();
    if (e.origin() == null) {
      return "the job file must be readable HOCON. Received: " + message + " (" + file + ")";
    }
    String description = e.origin().description() + ": ";
    String what =
        message.startsWith(description) ? message.substring(description.length()) : message;
    return "the job file must be readable HOCON. Received: "
        + what
        + " ("
        + Problems.place(e.origin())
        + ")";
  }
}
