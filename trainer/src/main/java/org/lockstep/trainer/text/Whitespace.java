package org.lockstep.trainer.text;

import java.util.ArrayList;
import java.util.List;

/** Whitespace as Python's {@code str.split()} sees it. */
final class Whitespace {
  private Whitespace() {}

  static boolean is(int codePoint) {
    return (codePoint >= 0x09 && codePoint <= 0x0d)
        || (codePoint >= 0x1c && codePoint <= 0x20)
        || codePoint == 0x85
        || codePoint == 0xa0
        || codePoint == 0x1680
        || (codePoint >= 0x2000 && codePoint <= 0x200a)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || codePoint == 0x202f
        || codePoint == 0x205f
        || codePoint == 0x3000;
  }

  /** The code points of each chunk between whitespace, with one space before and after. */
  static List<int[]> paddedChunks(String text) {
    List<int[]> chunks = new ArrayList<>();
    int[] points = text.codePoints().map(TokenScanner::wellFormed).toArray();
    int from = 0;
    while (from < points.length) {
      if (is(points[from])) {
        from++;
        continue;
      }
      int to = from;
      while (to < points.length && !is(points[to])) {
        to++;
      }
      int[] chunk = new int[to - from + 2];
      System.arraycopy(points, from, chunk, 1, to - from);
      chunk[0] = ' ';
      chunk[chunk.length - 1] = ' ';
      chunks.add(chunk);
      from = to;
    }
    return chunks;
  }
}
