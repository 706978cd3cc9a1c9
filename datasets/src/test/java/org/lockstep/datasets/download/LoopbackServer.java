package org.lockstep.datasets.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A publisher on 127.0.0.1 that misbehaves as it is told. */
final class LoopbackServer implements AutoCloseable {
  /** What the server does with a request. */
  @FunctionalInterface
  interface Reply {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  LoopbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  URI at(String path, Reply reply) {
    server.createContext(
        path,
        exchange -> {
          ranges.add(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
          try (exchange) {
            reply.to(exchange);
          }
        });
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The Range headers of all requests, "null" for none. */
  List<String> ranges() {
    return ranges;
  }

  /** Serves a file as a publisher does: with a tag and ranges. */
  static void file(HttpExchange exchange, byte[] file, String tag) throws IOException {
    exchange.getResponseHeaders().add("ETag", tag);
    int from = 0;
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
    exchange.getResponseBody().write(Arrays.copyOfRange(file, from, file.length));
  }

  /** Promises the whole file and breaks off in the middle. */
  static void half(HttpExchange exchange, byte[] file, String tag) throws IOException {
    exchange.getResponseHeaders().add("ETag", tag);
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file, 0, file.length / 2);
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
