package org.lockstep.trainer.text;

/**
 * Emoticons of characters and emoji.
 *
 * <p>An emoticon is eyes {@code : ; =}, an optional nose {@code - ^ '}, and a mouth {@code ) ( ] [
 * } { d p o s x / \ | * @ $ 3}; or {@code <3}, {@code </3}, {@code ^_^}, {@code -_-}. It neither
 * follows a word character ("10:30", "http://") nor, when it ends in one, runs into another
 * (":dog"). A repeated mouth counts once: ":)))" is ":)". Letters of either case are mouths.
 *
 * <p>An emoji is one symbol of the emoji blocks with its skin tones and joined symbols; the
 * invisible variation selector U+FE0F is left out. Two regional indicators make one flag. The
 * ranges are fixed here, so that they do not depend on the JDK's Unicode version.
 */
final class Emoticons {
  private static final String EYES = ":;=";
  private static final String NOSES = "-^'";
  private static final String MOUTHS = ")(][}{dDpPoOsSxX/\\|*@$3";
  private static final String[] FIXED = {"<3", "</3", "^_^", "-_-"};
  private static final int JOINER = 0x200d;
  private static final int VARIATION = 0xfe0f;

  private Emoticons() {}

  /** A token and where the text goes on after it. */
  record Match(String token, int end) {}

  /** The emoticon or emoji that starts at {@code at}, or null. */
  static Match at(int[] text, int at) {
    if (isEmoji(text[at])) {
      return emoji(text, at);
    }
    if (at > 0 && WordCharacters.contains(text[at - 1])) {
      return null;
    }
    for (String fixed : FIXED) {
      if (startsWith(text, at, fixed) && closed(text, at + fixed.length())) {
        return new Match(fixed, at + fixed.length());
      }
    }
    return face(text, at);
  }

  private static Match face(int[] text, int at) {
    if (EYES.indexOf(text[at]) < 0) {
      return null;
    }
    int mouth = at + 1;
    if (mouth < text.length && NOSES.indexOf(text[mouth]) >= 0) {
      mouth++;
    }
    if (mouth >= text.length || MOUTHS.indexOf(text[mouth]) < 0) {
      return null;
    }
    int end = mouth + 1;
    while (end < text.length && text[end] == text[mouth]) {
      end++;
    }
    return closed(text, end) ? new Match(new String(text, at, mouth + 1 - at), end) : null;
  }

  /** Whether a token may end before {@code end}: two word characters must not be torn apart. */
  private static boolean closed(int[] text, int end) {
    return end >= text.length
        || !WordCharacters.contains(text[end])
        || !WordCharacters.contains(text[end - 1]);
  }

  private static Match emoji(int[] text, int at) {
    StringBuilder token = new StringBuilder().appendCodePoint(text[at]);
    int end = at + 1;
    if (isRegional(text[at])) {
      if (end < text.length && isRegional(text[end])) {
        token.appendCodePoint(text[end++]);
      }
      return new Match(token.toString(), end);
    }
    while (end < text.length) {
      if (text[end] == VARIATION) {
        end++;
      } else if (isSkinTone(text[end])) {
        token.appendCodePoint(text[end++]);
      } else if (text[end] == JOINER && end + 1 < text.length && isEmoji(text[end + 1])) {
        token.appendCodePoint(JOINER).appendCodePoint(text[end + 1]);
        end += 2;
      } else {
        break;
      }
    }
    return new Match(token.toString(), end);
  }

  private static boolean isEmoji(int point) {
    return (point >= 0x1f300 && point <= 0x1faff)
        || isRegional(point)
        || (point >= 0x2600 && point <= 0x27bf)
        || (point >= 0x23e9 && point <= 0x23fa)
        || point == 0x231a
        || point == 0x231b
        || point == 0x2b50
        || point == 0x2b55;
  }

  private static boolean isRegional(int point) {
    return point >= 0x1f1e6 && point <= 0x1f1ff;
  }

  private static boolean isSkinTone(int point) {
    return point >= 0x1f3fb && point <= 0x1f3ff;
  }

  private static boolean startsWith(int[] text, int at, String token) {
    if (at + token.length() > text.length) {
      return false;
    }
    for (int i = 0; i < token.length(); i++) {
      if (text[at + i] != token.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
