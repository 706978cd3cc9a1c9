package org.lockstep.driver.job;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.search.spec.Target;

/**
 * The job of a trial: the searched job with every key spelt out, a setting's values put where their
 * parameters lead, and read again. So a trial is exactly what {@code lockstep train} would make of
 * that file.
 */
public final class TrialJob {
  private static final String TYPE = "type";
  private static final int DEEPEST = 100;

  /** What a search must leave as it is: all trials are judged on the same rows, by one seed. */
  private static final List<String> FIXED =
      List.of(
          "name",
          "title",
          "data",
          "search",
          "training.epochs",
          "training.seed",
          "training.workers",
          "training.loop",
          "training.watch",
          "training.checkpoint",
          "training.compression");

  private final SearchSpec search;
  private final ConfigObject base;
  private final String name;

  /**
   * @param job with a search
   */
  public TrialJob(JobSpec job) {
    this.search = job.search().orElseThrow();
    this.name = job.name();
    this.base =
        ConfigFactory.parseString(
                JobWriter.text(job.trained()),
                ConfigParseOptions.defaults().setOriginDescription("the searched job"))
            .root();
  }

  /** Refuses a parameter's key that must not be searched, and one that is none. */
  static void requireSearchable(Target target) {
    for (String key : target.keys()) {
      String path = ConfigPath.of(key).toString();
      for (String fixed : FIXED) {
        if (path.equals(fixed) || path.startsWith(fixed + ".")) {
          throw new IllegalArgumentException(
              "key must not be %s, since all trials are judged alike. Received: %s"
                  .formatted(fixed, key));
        }
      }
    }
  }

  /**
   * The job with a setting's values.
   *
   * @throws JobException if it is no job with them
   */
  public JobSpec of(Setting setting) {
    ConfigObject root = base;
    List<ConfigPath> changed = new ArrayList<>();
    // In the space's order, since what a later one leads to may be made by one before it.
    for (Parameter parameter : search.space().parameters()) {
      Optional<Object> chosen = setting.get(parameter.key());
      if (chosen.isEmpty()) {
        continue;
      }
      Target target = search.targets().get(parameter.key());
      ConfigValue value = value(target, chosen.get());
      for (String key : target.keys()) {
        ConfigPath path = ConfigPath.of(key);
        try {
          root = path.put(root, Optional.of(value));
        } catch (IllegalArgumentException e) {
          throw new JobException(List.of("search.space: " + e.getMessage()));
        }
        changed.add(path);
      }
    }
    return read(root, changed);
  }

  private static ConfigValue value(Target target, Object value) {
    String text = target.values().get(String.valueOf(value));
    if (text == null) {
      return ConfigValueFactory.fromAnyRef(narrow(value), "a trial's setting");
    }
    try {
      return ConfigFactory.parseString("value = " + text).getValue("value");
    } catch (ConfigException e) {
      throw new JobException(List.of("search.space: " + e.getMessage()));
    }
  }

  /** Keys of whole numbers want those of 32 bits, as a file's are. */
  private static Object narrow(Object value) {
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    return value instanceof List<?> list ? list.stream().map(TrialJob::narrow).toList() : value;
  }

  /** Keys that a chosen type does not have, and that the searched job had for its own, go. */
  private JobSpec read(ConfigObject start, List<ConfigPath> changed) {
    ConfigObject root = start;
    for (int depth = 0; depth < DEEPEST; depth++) {
      Problems problems = new Problems();
      Optional<JobSpec> job = JobReader.read(root, name, problems);
      Optional<ConfigPath> idle = idle(problems.unknownKeys(), changed);
      if (idle.isEmpty()) {
        problems.throwIfAny();
        return job.orElseThrow();
      }
      root = idle.get().put(root, Optional.empty());
    }
    throw new IllegalStateException("a job has fewer keys of one section");
  }

  private static Optional<ConfigPath> idle(Set<String> unknown, List<ConfigPath> changed) {
    return unknown.stream()
        .map(ConfigPath::of)
        .filter(path -> !changed.contains(path))
        .filter(path -> changed.stream().anyMatch(c -> c.last().equals(TYPE) && c.besides(path)))
        .findFirst();
  }
}
