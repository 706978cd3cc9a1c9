package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangePolicyTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark.network.crypto.enabled",
        "spark.authenticate.enableSaslEncryption",
        "spark.ssl.rpc.enabled",
        "spark.io.encryption.enabled"
      })
  void whatSparkEncryptsWeEncrypt(String setting) {
    assertThat(ExchangePolicy.encrypts(new SparkConf(false).set(setting, "true"))).isTrue();
    assertThat(ExchangePolicy.encrypts(new SparkConf(false).set(setting, "false"))).isFalse();
  }

  @Test
  void authenticationAloneDoesNotEncrypt() {
    assertThat(ExchangePolicy.encrypts(new SparkConf(false).set("spark.authenticate", "true")))
        .isFalse();
  }
}
