package org.lockstep.driver.exchange;

import java.io.IOException;
import java.net.InetAddress;
import org.apache.spark.SparkConf;

/**
 * Where a tracker listens, and by which name executors reach it. They differ where the driver's own
 * address is not the one that the cluster knows, as in a container.
 *
 * @param bind one of this machine's addresses, or the wildcard for all of them
 * @param host a name or an address
 */
public record TrackerAddress(InetAddress bind, String host) {
  private static final String BIND = "spark.driver.bindAddress";
  private static final String HOST = "spark.driver.host";

  public TrackerAddress {
    if (isWildcard(host)) {
      throw new IllegalArgumentException(
          HOST + " must be an address that executors can call. Received: " + host);
    }
  }

  /** The same for both. */
  public static TrackerAddress of(InetAddress address) {
    return new TrackerAddress(address, address.getHostAddress());
  }

  /**
   * As Spark's own sockets on the driver.
   *
   * @throws IOException if the address has no number
   */
  public static TrackerAddress of(SparkConf conf) throws IOException {
    String host = conf.get(HOST);
    return new TrackerAddress(InetAddress.getByName(conf.get(BIND, host)), host);
  }

  private static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.matches("\\[?[0:]*:[0:]*\\]?");
  }
}
