package org.lockstep.driver.metrics;

import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Shows trainings in Spark's metrics system, on the driver and on every executor, and through it to
 * whatever sink the user has set, such as Spark's own Prometheus servlet.
 */
public final class LockstepPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext context) {
        return Map.of();
      }

      @Override
      public void registerMetrics(String application, PluginContext context) {
        TrainingGauges.register(context.metricRegistry());
        RankGauges.register(context.metricRegistry());
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext context, Map<String, String> fromDriver) {
        TrainingGauges.register(context.metricRegistry());
      }
    };
  }
}
