package org.lockstep.driver.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a standalone master answers at all. Spark would try for a minute and then fail with a
 * NullPointerException as often as with a reason.
 */
final class MasterAddress {
  private static final String SCHEME = "spark://";
  private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^]]+)]|([^:\\[\\]]+)):([0-9]+)");

  private MasterAddress() {}

  /**
   * Checks that one of the masters of {@code spark://host:port[,host:port…]} takes a connection;
   * other kinds of masters are left to Spark.
   *
   * @throws RunException (78) if none does, or the address cannot be read
   */
  static void requireReachable(String master, Duration timeout) {
    if (!master.startsWith(SCHEME)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (String address : master.substring(SCHEME.length()).split(",", -1)) {
      String reason = tryAddress(address.trim(), timeout);
      if (reason.isEmpty()) {
        return;
      }
      reasons.add(address + ": " + reason);
    }
    throw new RunException(
        ExitCode.BAD_CONFIGURATION,
        "the master must be reachable. Received: %s (%s)"
            .formatted(master, String.join("; ", reasons)));
  }

  /** Why there is no connection; empty if there is. */
  private static String tryAddress(String address, Duration timeout) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches() || Long.parseLong(parts.group(3)) > 65535) {
      return "not host:port";
    }
    String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
    InetSocketAddress target = new InetSocketAddress(host, Integer.parseInt(parts.group(3)));
    if (target.isUnresolved()) {
      return "unknown host";
    }
    try (Socket socket = new Socket()) {
      socket.connect(target, Math.toIntExact(timeout.toMillis()));
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
