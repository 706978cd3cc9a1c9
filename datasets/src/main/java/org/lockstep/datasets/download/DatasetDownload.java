package org.lockstep.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.DataException.Kind;

/**
 * Fetches a published file: over HTTPS, through the environment's proxy, within limits of size and
 * time; an interrupted transfer is continued where it stopped (Range with If-Range); the file takes
 * its name only after its checksum and content are verified.
 */
public final class DatasetDownload {
  private static final int MOST_REDIRECTS = 5;
  private static final int BUFFER_BYTES = 1 << 16;

  private final HttpClient client;
  private final DownloadLimits limits;

  /** Told how far a download is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param bytes received so far, those of earlier attempts included
     * @param total all bytes, where the server says so
     */
    void received(long bytes, OptionalLong total);
  }

  /**
   * @param environment its {@code https_proxy}, {@code http_proxy} and {@code no_proxy} are
   *     honoured
   */
  public DatasetDownload(DownloadLimits limits, Map<String, String> environment) {
    this(limits, new EnvironmentProxies(environment));
  }

  DatasetDownload(DownloadLimits limits, ProxySelector proxies) {
    this.limits = limits;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .build();
  }

  /**
   * Fetches the file into a folder, which is made if need be. A file that is already there and
   * passes the content check is left alone.
   *
   * @return the complete, verified file
   * @throws DataException MISSING when it cannot be fetched, BAD_DATA when it is not what was
   *     published
   * @throws IOException when the folder cannot be written
   */
  public Path fetch(Published published, Path folder, Progress progress) throws IOException {
    Files.createDirectories(folder);
    Path target = folder.resolve(published.file());
    if (Files.exists(target)) {
      published.content().verify(target);
      return target;
    }
    DownloadUrl.require(published.url());
    try (PartFile part = new PartFile(target)) {
      transfer(published, part, progress);
      try {
        Checksum.require(published, part.path());
        published.content().verify(part.path());
      } catch (DataException wrong) {
        part.discard();
        throw wrong;
      }
      part.complete();
    }
    return target;
  }

  /** Attempts until every byte is there. */
  private void transfer(Published published, PartFile part, Progress progress) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        receive(published, part, progress);
        return;
      } catch (InterruptedTransfer interrupted) {
        if (attempt >= limits.attempts()) {
          throw new DataException(
              Kind.MISSING,
              "a download must come to its end. Received: %s, after %d bytes and %d attempts (%s); the same command continues it"
                  .formatted(interrupted.getMessage(), part.length(), attempt, published.url()),
              interrupted);
        }
      }
    }
  }

  private void receive(Published published, PartFile part, Progress progress)
      throws IOException, InterruptedTransfer {
    HttpResponse<InputStream> response = ask(published.url(), part);
    try (InputStream body = response.body()) {
      boolean continued = Answer.accept(response, part);
      long from = continued ? part.length() : 0;
      OptionalLong total = Answer.total(response, from);
      if (total.isPresent() && total.getAsLong() > published.maxBytes()) {
        throw tooLarge(published, total.getAsLong());
      }
      if (!continued) {
        part.restart(Answer.tag(response));
      }
      copy(body, published, part, total, progress);
    }
    OptionalLong total = Answer.expected(response);
    if (total.isPresent() && part.length() < total.getAsLong()) {
      throw new InterruptedTransfer(
          "%d of %d bytes".formatted(part.length(), total.getAsLong()), null);
    }
  }

  private void copy(
      InputStream body, Published published, PartFile part, OptionalLong total, Progress progress)
      throws IOException, InterruptedTransfer {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (StallGuard guard = new StallGuard(body, limits.stall())) {
      while (true) {
        int count;
        try {
          count = body.read(buffer);
        } catch (IOException e) {
          throw new InterruptedTransfer(
              guard.stalled()
                  ? "no byte for %d ms".formatted(limits.stall().toMillis())
                  : String.valueOf(e.getMessage()),
              e);
        }
        if (count < 0) {
          if (guard.stalled()) {
            throw new InterruptedTransfer(
                "no byte for %d ms".formatted(limits.stall().toMillis()), null);
          }
          return;
        }
        guard.progressed();
        part.append(buffer, count);
        if (part.length() > published.maxBytes()) {
          part.discard();
          throw tooLarge(published, part.length());
        }
        progress.received(part.length(), total);
      }
    }
  }

  /** Follows redirects, each to an address that is allowed. */
  private HttpResponse<InputStream> ask(URI url, PartFile part)
      throws IOException, InterruptedTransfer {
    URI at = url;
    for (int redirect = 0; redirect <= MOST_REDIRECTS; redirect++) {
      HttpResponse<InputStream> response = send(at, part);
      int status = response.statusCode();
      Optional<String> location = response.headers().firstValue("Location");
      if (status < 300 || status > 308 || status == 304 || location.isEmpty()) {
        return response;
      }
      response.body().close();
      at = DownloadUrl.require(at.resolve(location.get()));
    }
    throw DataException.missing(
        "a download may be redirected at most %d times. Received: more (%s)", MOST_REDIRECTS, url);
  }

  private HttpResponse<InputStream> send(URI url, PartFile part)
      throws IOException, InterruptedTransfer {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(limits.response())
            .header("User-Agent", "lockstep")
            .header("Accept-Encoding", "identity");
    Optional<String> tag = part.tag();
    if (tag.isPresent()) {
      request.header("Range", "bytes=" + part.length() + "-").header("If-Range", tag.get());
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(
          Kind.MISSING, "a download must not be interrupted. Received: an interrupt", e);
    } catch (IOException e) {
      throw new InterruptedTransfer(
          e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage()), e);
    }
  }

  private static DataException tooLarge(Published published, long bytes) {
    return DataException.bad(
        "%s must be at most %d bytes. Received: %d (%s)",
        published.file(), published.maxBytes(), bytes, published.url());
  }
}
