package org.lockstep.driver.exchange;

import java.util.List;
import org.apache.spark.SparkConf;

/**
 * How Spark's security settings bear on our sockets.
 *
 * <p>Authentication is always on: the token travels in the closure, which {@code
 * spark.authenticate} protects as it protects everything else of Spark's. Whoever has Spark encrypt
 * anything gets our sockets encrypted too. Spark itself refuses to start with encryption but
 * without authentication, so a token that must be secret never travels in the clear.
 */
public final class ExchangePolicy {
  private static final List<String> ENCRYPTION =
      List.of(
          "spark.network.crypto.enabled",
          "spark.authenticate.enableSaslEncryption",
          "spark.ssl.rpc.enabled",
          "spark.io.encryption.enabled");

  private ExchangePolicy() {}

  /** Whether the sockets of a run must be encrypted. */
  public static boolean encrypts(SparkConf conf) {
    return ENCRYPTION.stream().anyMatch(setting -> conf.getBoolean(setting, false));
  }
}
