package org.lockstep.datasets.source;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The order of labels that are found in the data, not declared. */
final class Labels {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,100}");

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private Labels() {}

  /** By number when all are integers, else by code point (which is the order of UTF-8 bytes). */
  static List<String> sorted(Collection<String> labels) {
    boolean integers = labels.stream().allMatch(label -> INTEGER.matcher(label).matches());
    Comparator<String> order =
        integers
            ? Comparator.<String, BigInteger>comparing(label -> new BigInteger(label))
                .thenComparing(BY_CODE_POINT)
            : BY_CODE_POINT;
    return labels.stream().distinct().sorted(order).toList();
  }
}
