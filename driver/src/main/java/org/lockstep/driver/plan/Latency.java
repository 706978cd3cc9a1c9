package org.lockstep.driver.plan;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a byte is on its way from one process to another.
 *
 * @param seconds 0 or more
 */
public record Latency(double seconds) {
  private static final Map<String, Double> UNITS =
      Map.of("ns", 1e-9, "us", 1e-6, "µs", 1e-6, "ms", 1e-3, "s", 1.0);

  private static final Pattern TEXT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) *(ns|us|µs|ms|s)");

  public Latency {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException("latency must be >= 0. Received: " + seconds + " s");
    }
  }

  /** Reads {@code 50us}, {@code 0.1 ms}, {@code 800ns}. */
  public static Latency parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "latency must be a number with ns, us, ms or s, such as 50us. Received: " + text);
    }
    return new Latency(Double.parseDouble(matcher.group(1)) * UNITS.get(matcher.group(2)));
  }
}
