package org.lockstep.datasets.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Proxies as the environment names them, {@code https_proxy}, {@code http_proxy} and {@code
 * no_proxy} (capitals too); without them as Java's system properties do. Loopback is never proxied.
 * Credentials in a proxy's address are not sent.
 */
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (DownloadUrl.isLoopback(host) || isExcluded(host)) {
      return List.of(Proxy.NO_PROXY);
    }
    String proxy = variable(uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
    if (proxy.isBlank()) {
      return ProxySelector.getDefault().select(uri);
    }
    URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    int port = address.getPort() < 0 ? 80 : address.getPort();
    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port)));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress proxy, IOException failure) {
    // The client reports the failure itself, with its cause.
  }

  private boolean isExcluded(String host) {
    for (String entry : variable("no_proxy").split(",")) {
      String suffix = entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
      if (suffix.equals("*")
          || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)))) {
        return true;
      }
    }
    return false;
  }

  private String variable(String name) {
    String lower = environment.getOrDefault(name, "");
    return lower.isBlank() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
  }
}
