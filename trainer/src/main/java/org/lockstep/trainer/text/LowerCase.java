package org.lockstep.trainer.text;

import java.util.Locale;

/**
 * Lower case of Unicode 14, whatever the JDK. JDK 17 knows Unicode 13 and JDK 25 Unicode 16, so the
 * letters between them are mapped here (14) or left alone (15 and later); all others are the JDK's,
 * in the root locale, final sigma and dotted capital I included.
 */
final class LowerCase {
  private LowerCase() {}

  static String of(String text) {
    int length = text.length();
    int from = 0;
    StringBuilder mended = null;
    for (int i = 0; i < length; ) {
      int point = text.codePointAt(i);
      int size = Character.charCount(point);
      if (point > 0x1c88 && differsByJdk(point)) {
        mended = mended == null ? new StringBuilder(length) : mended;
        mended.append(text.substring(from, i).toLowerCase(Locale.ROOT));
        mended.appendCodePoint(lowerOfUnicode14(point));
        from = i + size;
      }
      i += size;
    }
    String rest = text.substring(from).toLowerCase(Locale.ROOT);
    return mended == null ? rest : mended.append(rest).toString();
  }

  /**
   * Circled letters have a case without being word characters; newer letters are in neither set.
   */
  private static boolean differsByJdk(int point) {
    boolean circled = point >= 0x24b6 && point <= 0x24cf;
    return lowerOfUnicode14(point) != point || (!circled && !WordCharacters.contains(point));
  }

  /** The pairs that Unicode 14 added: Glagolitic, Latin Extended-D, Vithkuqi. */
  private static int lowerOfUnicode14(int point) {
    return switch (point) {
      case 0x2c2f -> 0x2c5f;
      case 0xa7c0, 0xa7d0, 0xa7d6, 0xa7d8 -> point + 1;
      case 0x1057b, 0x1058b, 0x10593 -> point; // gaps in Vithkuqi
      default -> point >= 0x10570 && point <= 0x10595 ? point + 0x27 : point;
    };
  }
}
