package org.lockstep.datasets.download;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.lockstep.datasets.check.DataException;

/** Which addresses may be asked: HTTPS, and plain HTTP on this machine alone. */
final class DownloadUrl {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private DownloadUrl() {}

  /**
   * @throws DataException when the address is none or is neither HTTPS nor on this machine
   */
  static URI require(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean allowed =
        url.getHost() != null
            && (scheme.equals("https") || (scheme.equals("http") && isLoopback(url.getHost())));
    if (!allowed) {
      throw DataException.missing("a download's url must begin with https://. Received: %s", url);
    }
    return url;
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
  }
}
