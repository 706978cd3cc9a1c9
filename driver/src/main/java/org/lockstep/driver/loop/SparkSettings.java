package org.lockstep.driver.loop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.lockstep.driver.metrics.LockstepPlugin;

/**
 * Spark settings that Lockstep prefers. They fill gaps: what the user sets, on the command line or
 * in spark-defaults, wins. The master is never among them.
 */
public final class SparkSettings {
  private static final String PLUGINS = "spark.plugins";
  private static final String PLUGIN = LockstepPlugin.class.getName();
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  /**
   * HotSpot counts the type checks of a method that failed and how often it was compiled anew,
   * those of what it inlines as often as it inlines it, and above 100 failures or 200 compilations
   * stops to trust types there. A kernel inlines the vector API some hundred times, so a few early
   * ones in one of its shared methods are enough: vectors then become objects on the heap, and the
   * JVM stays several times slower for its life. One start in ten or twenty; launched drivers have
   * the options from {@code submit/home.sh}.
   */
  private static final List<String> TRUST_TYPES =
      List.of("-XX:PerMethodTrapLimit", "-XX:PerMethodRecompilationCutoff");

  private static final int LIMIT = 20_000;

  private SparkSettings() {}

  /** Key to value, in the order of the reasons below. */
  public static Map<String, String> defaults() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    settings.put("spark.kryo.registrator", LockstepKryo.class.getName());
    settings.put("spark.kryo.registrationRequired", "true");
    // One weight vector or gradient must fit: 256 MB are 64 million floats.
    settings.put("spark.kryoserializer.buffer.max", "256m");
    // Below this size a task's result is sent at once instead of being fetched in a second trip.
    settings.put("spark.task.maxDirectResultSize", "8m");
    settings.put("spark.rpc.message.maxSize", "128");
    // A step lasts milliseconds; waiting seconds for a local slot would undo it.
    settings.put("spark.locality.wait", "0s");
    // Weights and gradients are floats that hardly compress.
    settings.put("spark.broadcast.compress", "false");
    settings.put("spark.ui.showConsoleProgress", "false");
    // A long run submits thousands of jobs; do not remember them all.
    settings.put("spark.ui.retainedJobs", "200");
    settings.put("spark.ui.retainedStages", "200");
    settings.put("spark.sql.session.timeZone", "UTC");
    // A barrier stage is a run: its tasks start together, and slots that an executor's death has
    // taken are looked for again in a second, not in 15.
    settings.put("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s");
    settings.put("spark.barrier.sync.timeout", "120s");
    return settings;
  }

  /**
   * Adds the defaults to {@code conf} where it has no value, and our plugin and the executors'
   * options to its own; returns it.
   */
  public static SparkConf fill(SparkConf conf) {
    defaults().forEach(conf::setIfMissing);
    String plugins = conf.get(PLUGINS, "");
    if (!plugins.contains(PLUGIN)) {
      conf.set(PLUGINS, plugins.isBlank() ? PLUGIN : plugins + "," + PLUGIN);
    }
    for (String trust : TRUST_TYPES) {
      String options = conf.get(EXECUTOR_OPTIONS, "");
      if (!options.contains(trust)) {
        conf.set(EXECUTOR_OPTIONS, (options + " " + trust + "=" + LIMIT).strip());
      }
    }
    if (conf.get("spark.master", "").startsWith("local")) {
      conf.setIfMissing("spark.ui.enabled", "false"); // saves a second of start-up
    }
    return conf;
  }
}
