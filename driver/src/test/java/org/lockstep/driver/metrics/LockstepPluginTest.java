package org.lockstep.driver.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.loop.SparkSettings;

class LockstepPluginTest {
  @Test
  void prometheusScrapesTheTraining() throws Exception {
    SparkConf conf =
        SparkSettings.fill(
            new SparkConf()
                .setMaster("local[1]")
                .setAppName("lockstep-metrics-test")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.ui.enabled", "true")
                .set("spark.ui.port", "0")
                .set("spark.ui.prometheus.enabled", "true")
                .set(
                    "spark.metrics.conf.*.sink.prometheusServlet.class",
                    "org.apache.spark.metrics.sink.PrometheusServlet")
                .set("spark.metrics.conf.*.sink.prometheusServlet.path", "/metrics/prometheus"));
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    try {
      TrainingGauges.set(Quantity.EPOCH, 7);
      double before = TrainingGauges.get(Quantity.WAIT_SECONDS);
      TrainingGauges.add(Quantity.WAIT_SECONDS, 0.25);
      int port = URI.create(spark.sparkContext().uiWebUrl().get()).getPort();
      String scraped = get(port, "/metrics/prometheus/");
      assertThat(scraped)
          .containsPattern("_driver_plugin_org_lockstep_\\w*LockstepPlugin_epoch_Value\\S* 7\\.0\n")
          .containsPattern("LockstepPlugin_wait_seconds_Value\\S* " + (before + 0.25) + "\n")
          .contains("LockstepPlugin_rows_per_second_Value");
      assertThat(get(port, "/metrics/executors/prometheus"))
          .contains("metrics_executor_totalTasks_total");
    } finally {
      spark.stop();
    }
  }

  private static String get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()
            .send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
