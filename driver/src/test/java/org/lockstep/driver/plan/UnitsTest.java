package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "10Gbit, 1.25e9",
    "25 Gbit/s, 3.125e9",
    "100mbit, 1.25e7",
    "1Gbps, 1.25e8",
    "1.2GB/s, 1.2e9",
    "800MB/s, 8e8",
    "1GiB, 1073741824"
  })
  void bandwidthsAreRead(String text, double bytesPerSecond) {
    assertThat(Bandwidth.parse(text).bytesPerSecond()).isEqualTo(bytesPerSecond);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "fast", "-1Gbit", "0Gbit", "10 Gbit/h", "", "1e9MB"})
  void whatIsNoBandwidthIsRefused(String text) {
    assertThatThrownBy(() -> Bandwidth.parse(text))
        .hasMessageStartingWith("bandwidth must be a number above 0 with kbit")
        .hasMessageEndingWith("Received: " + text);
  }

  @ParameterizedTest
  @CsvSource({"50us, 5e-5", "0.1 ms, 1e-4", "800ns, 8e-7", "50µs, 5e-5", "2s, 2", "0us, 0"})
  void latenciesAreRead(String text, double seconds) {
    assertThat(Latency.parse(text).seconds())
        .isCloseTo(seconds, org.assertj.core.data.Percentage.withPercentage(1e-9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "-1us", "soon", "1min", ""})
  void whatIsNoLatencyIsRefused(String text) {
    assertThatThrownBy(() -> Latency.parse(text))
        .hasMessageStartingWith("latency must be a number with ns, us, ms or s")
        .hasMessageEndingWith("Received: " + text);
  }

  @Test
  void executorsAreSortedAndEachOnce() {
    assertThat(Cluster.parse("64, 1,8,8", 2))
        .isEqualTo(List.of(new Cluster(1, 2), new Cluster(8, 2), new Cluster(64, 2)));
    assertThat(new Cluster(8, 4).slots()).isEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,,2", "one", "-1", "1;2", "1.5"})
  void whatAreNoExecutorsIsRefused(String text) {
    assertThatThrownBy(() -> Cluster.parse(text, 1))
        .hasMessageStartingWith("executors must be whole numbers with commas")
        .hasMessageEndingWith("Received: " + text);
  }

  @Test
  void noExecutorsAndTooManyAreRefused() {
    assertThatThrownBy(() -> Cluster.parse("0,1", 1))
        .hasMessage("executors must be from 1 to 100,000. Received: 0");
    assertThatThrownBy(() -> Cluster.parse("100001", 1)).hasMessageEndingWith("Received: 100001");
    assertThatThrownBy(() -> Cluster.parse("1", 0))
        .hasMessage("cores-per-executor must be from 1 to 100,000. Received: 0");
  }
}
