package org.lockstep.driver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/** What Prometheus finds of ours on the driver's page. */
public final class Scrape {
  /** Spark's own servlet, as a user would set it. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "spark.ui.enabled",
          "true",
          "spark.ui.port",
          "0",
          "spark.metrics.conf.*.sink.prometheusServlet.class",
          "org.apache.spark.metrics.sink.PrometheusServlet",
          "spark.metrics.conf.*.sink.prometheusServlet.path",
          "/metrics/prometheus");

  private static final Pattern LINE =
      Pattern.compile(
          "metrics_\\w+_driver_plugin_org_lockstep_driver_metrics_LockstepPlugin_(\\w+)_Value\\S*"
              + " (\\S+)");

  private Scrape() {}

  /** By name. */
  public static Map<String, Double> of(SparkSession spark)
      throws IOException, InterruptedException {
    int port = URI.create(spark.sparkContext().uiWebUrl().get()).getPort();
    URI page = URI.create("http://127.0.0.1:" + port + "/metrics/prometheus/");
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()
            .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    Map<String, Double> values = new TreeMap<>();
    for (Matcher line = LINE.matcher(answer.body()); line.find(); ) {
      values.put(line.group(1), Double.parseDouble(line.group(2)));
    }
    return values;
  }
}
