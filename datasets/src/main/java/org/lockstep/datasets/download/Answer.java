package org.lockstep.datasets.download;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lockstep.datasets.check.DataException;

/** What a server's answer means for the file that is being fetched. */
final class Answer {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

  private Answer() {}

  /**
   * Whether the bytes continue those that are there (206) or begin anew (200).
   *
   * @throws DataException when they are no bytes of the file
   * @throws InterruptedTransfer when asking again may help
   */
  static boolean accept(HttpResponse<?> response, PartFile part)
      throws IOException, InterruptedTransfer {
    int status = response.statusCode();
    if (status == 416) {
      part.restart(Optional.empty());
      throw new InterruptedTransfer("a range that the server does not have", null);
    }
    if (status == 429 || status >= 500) {
      throw new InterruptedTransfer("HTTP status " + status, null);
    }
    if (status != 200 && status != 206) {
      throw DataException.missing(
          "a download must be answered with HTTP status 200. Received: %d (%s)",
          status, response.uri());
    }
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw DataException.bad(
          "a download must be a data file. Received: a web page, perhaps one that asks to sign in (%s)",
          response.uri());
    }
    if (status == 206 && range(response.headers(), 1).orElse(-1) != part.length()) {
      part.restart(Optional.empty());
      throw new InterruptedTransfer("another range than was asked for", null);
    }
    return status == 206;
  }

  /** The whole file's length, where it is known. */
  static OptionalLong total(HttpResponse<?> response, long from) {
    OptionalLong ranged = range(response.headers(), 2);
    OptionalLong length = response.headers().firstValueAsLong("Content-Length");
    if (ranged.isPresent() || length.isEmpty()) {
      return ranged;
    }
    return OptionalLong.of(from + length.getAsLong());
  }

  /** The same after the transfer. */
  static OptionalLong expected(HttpResponse<?> response) {
    return total(response, 0);
  }

  /** A strong ETag, else the time of the last change: what If-Range accepts. */
  static Optional<String> tag(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> response.headers().firstValue("Last-Modified"));
  }

  private static OptionalLong range(HttpHeaders headers, int group) {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    return range.matches() && !range.group(group).equals("*")
        ? OptionalLong.of(Long.parseLong(range.group(group)))
        : OptionalLong.empty();
  }
}
