package org.lockstep.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentProxiesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("https_proxy", "http://proxy.example:3128", "NO_PROXY", ".internal, exact.example");

  @Test
  void theProxyOfTheSchemeIsTaken() {
    Proxy proxy = proxy(ENVIRONMENT, "https://data.example/f");
    assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(((InetSocketAddress) proxy.address()).getHostString()).isEqualTo("proxy.example");
    assertThat(((InetSocketAddress) proxy.address()).getPort()).isEqualTo(3128);
    assertThat(proxy(Map.of("HTTPS_PROXY", "p:1"), "https://data.example/f").type())
        .isEqualTo(Proxy.Type.HTTP);
  }

  @Test
  void excludedHostsAndLoopbackGoDirectly() {
    assertThat(proxy(ENVIRONMENT, "https://a.internal/f")).isEqualTo(Proxy.NO_PROXY);
    assertThat(proxy(ENVIRONMENT, "https://exact.example/f")).isEqualTo(Proxy.NO_PROXY);
    assertThat(proxy(ENVIRONMENT, "https://inexact.example/f").type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(proxy(ENVIRONMENT, "https://127.0.0.1/f")).isEqualTo(Proxy.NO_PROXY);
    assertThat(proxy(Map.of("https_proxy", "p:1", "no_proxy", "*"), "https://a.example/"))
        .isEqualTo(Proxy.NO_PROXY);
  }

  private static Proxy proxy(Map<String, String> environment, String url) {
    return new EnvironmentProxies(environment).select(URI.create(url)).get(0);
  }
}
