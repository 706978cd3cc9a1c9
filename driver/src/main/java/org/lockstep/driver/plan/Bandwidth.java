package org.lockstep.driver.plan;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a network card sends, and receives at the same time.
 *
 * @param bytesPerSecond above 0
 */
public record Bandwidth(double bytesPerSecond) {
  /** Bytes of one unit; bits are decimal, as network cards count them. */
  private static final Map<String, Double> UNITS =
      Map.of(
          "kbit", 1e3 / 8,
          "mbit", 1e6 / 8,
          "gbit", 1e9 / 8,
          "tbit", 1e12 / 8,
          "kb", 1e3,
          "mb", 1e6,
          "gb", 1e9,
          "mib", 0x1p20,
          "gib", 0x1p30);

  /** {@code Gbps} are bits, whatever the case. */
  private static final Pattern TEXT =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?) *(?:([kmgt]bit|[kmg]b|[mg]ib)(?:/s)?|([kmgt]b)ps)");

  public Bandwidth {
    if (!(bytesPerSecond > 0) || Double.isInfinite(bytesPerSecond)) {
      throw new IllegalArgumentException(
          "bandwidth must be above 0. Received: " + bytesPerSecond + " bytes/s");
    }
  }

  /** Reads {@code 10Gbit}, {@code 25 Gbit/s}, {@code 1.2GB/s}, {@code 800MB/s}. */
  public static Bandwidth parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || Double.parseDouble(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "bandwidth must be a number above 0 with kbit, Mbit, Gbit, Tbit, kB, MB, GB, MiB or GiB (a second), such as 10Gbit. Received: "
              + text);
    }
    String unit = matcher.group(2) == null ? matcher.group(3) + "it" : matcher.group(2);
    return new Bandwidth(Double.parseDouble(matcher.group(1)) * UNITS.get(unit));
  }
}
