package org.lockstep.driver.ml.fit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.driver.ml.param.Solvers;

/**
 * What an estimator's Params say, in the words of a job file. Params that were set win over {@code
 * settings}, which win over the Params' defaults.
 */
public final class ParamSettings {
  private final NetworkParams params;
  private final boolean validated;

  /**
   * @param validated whether there are rows to validate on
   */
  public ParamSettings(NetworkParams params, boolean validated) {
    this.params = params;
    this.validated = validated;
  }

  /**
   * The choices of network and training.
   *
   * @param rows to train on, which bound a step's where batchSize is not set
   * @throws IllegalArgumentException with every problem, a line each
   */
  public FitSettings read(long rows) {
    Config given = parse("settings", params.getSettings());
    Config set = section(true, rows);
    try {
      return FitSettings.read(set.withFallback(given).withFallback(section(false, rows)));
    } catch (JobException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Either the Params that were set, or all others. */
  private Config section(boolean set, long rows) {
    Map<String, Object> training = new LinkedHashMap<>();
    put(training, "epochs", params.maxIter(), set);
    put(training, "seed", params.seed(), set);
    put(training, "workers", params.workers(), set);
    if (params.isDefined(params.batchSize())) {
      put(training, "batchSize", params.batchSize(), set);
    } else if (params.isSet(params.blockSize()) == set) {
      training.put("batchSize", stepRows(rows));
    }
    putChoice(training, "schedule", params.schedule(), set);
    putChoice(training, "clip", params.clip(), set);
    putText(training, "classWeight", params.classWeight(), set);
    putText(training, "layerRates", params.layerRates(), set);
    if (params.isSet(params.frozenLayers()) == set) {
      training.put("frozen", List.of(params.getFrozenLayers()));
    }
    if (!set) {
      training.put("watch", "off");
    }
    Config config = ConfigFactory.parseMap(Map.of("training", training), "Params");
    return config
        .withFallback(optimizer(set))
        .withFallback(stopping(set))
        .withFallback(network(set));
  }

  /** blockSize, but so few that an epoch has some steps. */
  private int stepRows(long rows) {
    return (int) Math.max(1, Math.min(params.getBlockSize(), (rows + 7) / 8));
  }

  /** solver and stepSize, over which {@code optimizer} has the last word. */
  private Config optimizer(boolean set) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (params.isSet(params.solver()) == set) {
      keys.put("type", Solvers.optimizer(params.getSolver()));
    }
    put(keys, "learningRate", params.stepSize(), set);
    Config own =
        params.isSet(params.optimizer()) == set
            ? parse("optimizer", params.getOptimizer())
            : ConfigFactory.empty();
    return own.withFallback(ConfigFactory.parseMap(keys, "Params")).atPath("training.optimizer");
  }

  /** Nothing where training goes on to maxIter. */
  private Config stopping(boolean set) {
    if (params.getPatience() == 0) {
      return ConfigFactory.empty();
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    put(keys, "patience", params.patience(), set);
    put(keys, "minDelta", params.tol(), set);
    if (params.isSet(params.monitor()) == set) {
      String monitor = params.getMonitor();
      keys.put(
          "monitor", monitor.equals("auto") ? (validated ? "validation_loss" : "loss") : monitor);
    }
    if (!set) {
      keys.put("restoreBest", validated);
    }
    return ConfigFactory.parseMap(keys, "Params").atPath("training.earlyStopping");
  }

  private Config network(boolean set) {
    Config config = ConfigFactory.empty();
    if (shapeIsSet() == set) {
      config = ConfigFactory.parseMap(Map.of("layers", hiddenLayers()), "Params");
    }
    Map<String, Object> rest = new LinkedHashMap<>();
    putChoice(rest, "loss", params.loss(), set);
    Map<String, Object> output = new LinkedHashMap<>();
    put(output, "l1", params.l1(), set);
    put(output, "l2", params.l2(), set);
    if (!output.isEmpty()) {
      rest.put("output", output);
    }
    return config.withFallback(ConfigFactory.parseMap(rest, "Params")).atPath("network");
  }

  /** Whether one of the Params that make the hidden layers was set. */
  private boolean shapeIsSet() {
    return List.<Param<?>>of(
            params.layers(),
            params.hiddenUnits(),
            params.activation(),
            params.initializer(),
            params.dropout(),
            params.batchNormalization())
        .stream()
        .anyMatch(params::isSet);
  }

  private List<Map<String, Object>> hiddenLayers() {
    List<Map<String, Object>> all = new ArrayList<>();
    Object activation = choice("activation", params.getActivation());
    for (int units : params.hiddenSizes()) {
      boolean normalized = params.getBatchNormalization();
      Map<String, Object> dense = new LinkedHashMap<>();
      dense.put("type", "dense");
      dense.put("units", units);
      dense.put("activation", normalized ? "identity" : activation);
      dense.put("initializer", choice("initializer", params.getInitializer()));
      dense.put("l1", params.getL1());
      dense.put("l2", params.getL2());
      all.add(dense);
      if (normalized) {
        all.add(Map.of("type", "batch_normalization"));
        all.add(Map.of("type", "activation", "activation", activation));
      }
      if (params.getDropout() > 0) {
        all.add(Map.of("type", "dropout", "rate", params.getDropout()));
      }
    }
    return all;
  }

  private void put(Map<String, Object> into, String key, Param<?> param, boolean set) {
    if (params.isSet(param) == set) {
      into.put(key, params.getOrDefault(param));
    }
  }

  /** A word or {@code { … }}. */
  private void putText(Map<String, Object> into, String key, Param<String> param, boolean set) {
    if (params.isSet(param) == set) {
      into.put(key, choice(param.name(), params.getOrDefault(param)));
    }
  }

  /** A section, of which a word is the type. */
  private void putChoice(Map<String, Object> into, String key, Param<String> param, boolean set) {
    if (params.isSet(param) == set) {
      Object choice = choice(param.name(), params.getOrDefault(param));
      into.put(key, choice instanceof String word ? Map.of("type", word) : choice);
    }
  }

  private static Object choice(String param, String text) {
    return text.strip().startsWith("{") ? parse(param, text).root().unwrapped() : text;
  }

  private static Config parse(String param, String text) {
    try {
      return ConfigFactory.parseString(text).resolve();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "%s must be HOCON, such as {type = adam}. Received: %s (%s)"
              .formatted(param, text, e.getMessage()),
          e);
    }
  }
}
