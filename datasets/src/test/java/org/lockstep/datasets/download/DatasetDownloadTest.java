package org.lockstep.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.DataException.Kind;

class DatasetDownloadTest {
  private static final byte[] FILE = "0123456789".repeat(30_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server = new LoopbackServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aFileArrivesWholeWithProgressAndNoRemains() throws IOException {
    URI url = server.at("/f", exchange -> LoopbackServer.file(exchange, FILE, "\"1\""));
    List<Long> seen = new ArrayList<>();
    Path target =
        download(3)
            .fetch(
                published(url),
                folder.resolve("new/cache"),
                (bytes, total) -> {
                  assertThat(total).hasValue(FILE.length);
                  seen.add(bytes);
                });
    assertThat(target).hasBinaryContent(FILE).hasFileName("data.bin");
    assertThat(seen).isSorted().endsWith((long) FILE.length);
    assertThat(target.getParent()).isDirectoryNotContaining("glob:**.part*");
  }

  @Test
  void aFileThatIsThereIsVerifiedAndNotAskedForAgain() throws IOException {
    URI url = server.at("/f", exchange -> LoopbackServer.file(exchange, FILE, "\"1\""));
    fetch(url, 1);
    fetch(url, 1);
    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void aTransferThatBreaksOffIsContinuedWhereItStopped() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    URI url =
        server.at(
            "/f",
            exchange -> {
              if (requests.incrementAndGet() == 1) {
                LoopbackServer.half(exchange, FILE, "\"1\"");
              } else {
                LoopbackServer.file(exchange, FILE, "\"1\"");
              }
            });
    assertThat(fetch(url, 2)).hasBinaryContent(FILE);
    assertThat(server.ranges()).hasSize(2);
    assertThat(server.ranges().get(0)).isEqualTo("null");
    assertThat(server.ranges().get(1)).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void aLaterRunContinuesTheFileOfAnEarlierOne() throws IOException {
    URI broken = server.at("/a", exchange -> LoopbackServer.half(exchange, FILE, "\"1\""));
    assertMissing(broken, 1, "must come to its end");
    URI whole = server.at("/b", exchange -> LoopbackServer.file(exchange, FILE, "\"1\""));
    assertThat(fetch(whole, 1)).hasBinaryContent(FILE);
    assertThat(server.ranges().get(1)).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void bytesOfAnotherVersionAreNotMixed() throws IOException {
    byte[] newer = "abcdefghij".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    AtomicInteger requests = new AtomicInteger();
    URI url =
        server.at(
            "/f",
            exchange -> {
              if (requests.incrementAndGet() == 1) {
                LoopbackServer.half(exchange, FILE, "\"1\"");
              } else {
                LoopbackServer.file(exchange, newer, "\"2\"");
              }
            });
    assertThat(fetch(url, 2)).hasBinaryContent(newer);
  }

  @Test
  void withoutATagATransferBeginsAnew() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    URI url =
        server.at(
            "/f",
            exchange -> {
              boolean first = requests.incrementAndGet() == 1;
              exchange.sendResponseHeaders(200, FILE.length);
              exchange.getResponseBody().write(FILE, 0, first ? 1000 : FILE.length);
            });
    assertThat(fetch(url, 2)).hasBinaryContent(FILE);
    assertThat(server.ranges()).containsExactly("null", "null");
  }

  @Test
  void aTransferThatStallsIsGivenUp() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    URI url =
        server.at(
            "/f",
            exchange -> {
              exchange.sendResponseHeaders(200, FILE.length);
              exchange.getResponseBody().write(FILE, 0, 5000);
              exchange.getResponseBody().flush();
              await(over);
            });
    try {
      assertMissing(url, 1, "no byte for 300 ms");
    } finally {
      over.countDown();
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    URI url = server.at("/f", exchange -> await(over));
    try {
      assertMissing(url, 1, "HttpTimeoutException");
    } finally {
      over.countDown();
    }
  }

  @Test
  void aServerErrorIsTriedAgainAndANotFoundIsNot() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    URI url =
        server.at(
            "/f",
            exchange -> {
              if (requests.incrementAndGet() < 3) {
                exchange.sendResponseHeaders(503, -1);
              } else {
                LoopbackServer.file(exchange, FILE, "\"1\"");
              }
            });
    assertThat(fetch(url, 3)).hasBinaryContent(FILE);
    Files.delete(folder.resolve("data.bin"));
    URI missing = server.at("/none", exchange -> exchange.sendResponseHeaders(404, -1));
    int before = server.ranges().size();
    assertMissing(missing, 3, "Received: 404");
    assertThat(server.ranges()).hasSize(before + 1);
  }

  @Test
  void redirectsAreFollowedButNotForEverNorToOtherProtocols() throws IOException {
    URI file = server.at("/f", exchange -> LoopbackServer.file(exchange, FILE, "\"1\""));
    URI once = server.at("/once", exchange -> redirect(exchange, file.toString()));
    assertThat(fetch(once, 1)).hasBinaryContent(FILE);
    Files.delete(folder.resolve("data.bin"));
    URI loop = server.at("/loop", exchange -> redirect(exchange, "/loop"));
    assertMissing(loop, 1, "redirected at most 5 times");
    URI plain = server.at("/plain", exchange -> redirect(exchange, "http://example.org/f"));
    assertMissing(plain, 1, "must begin with https://. Received: http://example.org/f");
    assertMissing(URI.create("ftp://127.0.0.1/f"), 1, "https://");
  }

  @Test
  void aWebPageInsteadOfDataIsBadData() {
    URI url =
        server.at(
            "/f",
            exchange -> {
              exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
              LoopbackServer.file(
                  exchange, "<html>sign in".getBytes(StandardCharsets.UTF_8), "\"1\"");
            });
    assertBad(published(url), "a web page");
  }

  @Test
  void whatIsLargerThanAllowedIsRefusedBeforeAndWhileItComes() {
    URI announced = server.at("/a", exchange -> LoopbackServer.file(exchange, FILE, "\"1\""));
    assertBad(limited(announced, 1000), "at most 1000 bytes. Received: 300000");
    URI silent =
        server.at(
            "/s",
            exchange -> {
              exchange.sendResponseHeaders(200, 0); // chunked
              exchange.getResponseBody().write(FILE);
            });
    assertBad(limited(silent, 1000), "at most 1000 bytes");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aWrongChecksumOrContentIsBadDataAndNothingIsKept() {
    URI url = server.at("/f", exchange -> LoopbackServer.file(exchange, FILE, "\"1\""));
    Published md5 =
        new Published("data.bin", url, Optional.of("0".repeat(32)), 1 << 20, "none", file -> {});
    assertBad(md5, "publisher's MD5 " + "0".repeat(32));
    Published content =
        new Published(
            "data.bin",
            url,
            Optional.empty(),
            1 << 20,
            "none",
            file -> {
              throw DataException.bad("%s", "rows are missing");
            });
    assertBad(content, "rows are missing");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theRightChecksumPasses() throws IOException {
    byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);
    URI url = server.at("/f", exchange -> LoopbackServer.file(exchange, abc, "\"1\""));
    // RFC 1321, A.5
    Optional<String> md5 = Optional.of("900150983cd24fb0d6963f7d28e17f72");
    Published published = new Published("data.bin", url, md5, 3, "none", file -> {});
    assertThat(download(1).fetch(published, folder, (bytes, total) -> {})).hasBinaryContent(abc);
  }

  private static void redirect(com.sun.net.httpserver.HttpExchange exchange, String to)
      throws IOException {
    exchange.getResponseHeaders().add("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static void await(CountDownLatch over) {
    try {
      assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path fetch(URI url, int attempts) throws IOException {
    return download(attempts).fetch(published(url), folder, (bytes, total) -> {});
  }

  private void assertMissing(URI url, int attempts, String message) {
    assertThatThrownBy(() -> fetch(url, attempts))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISSING))
        .hasMessageContaining(message);
  }

  private void assertBad(Published published, String message) {
    assertThatThrownBy(() -> download(1).fetch(published, folder, (bytes, total) -> {}))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_DATA))
        .hasMessageContaining(message);
  }

  private static DatasetDownload download(int attempts) {
    return new DatasetDownload(
        new DownloadLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMillis(300), attempts),
        Map.of());
  }

  private static Published published(URI url) {
    return limited(url, 1 << 20);
  }

  private static Published limited(URI url, long maxBytes) {
    return new Published("data.bin", url, Optional.empty(), maxBytes, "none", file -> {});
  }
}
