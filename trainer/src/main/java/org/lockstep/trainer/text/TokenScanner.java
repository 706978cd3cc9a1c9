package org.lockstep.trainer.text;

import java.util.ArrayList;
import java.util.List;

/**
 * One pass over a text, left to right; at each place the first kind that fits takes its characters:
 *
 * <ol>
 *   <li>handle {@code @w…}, hashtag {@code #w…} (w: word characters), not right after a word
 *       character, so that the "@" of an e-mail address is none;
 *   <li>emoticon or emoji ({@link Emoticons});
 *   <li>word: a maximal run of word characters; too short a run is skipped whole;
 *   <li>"!", "?", and "..." for three or more dots or "…".
 * </ol>
 *
 * Everything else separates. A kind that is off takes nothing, so the characters fall to the next.
 */
final class TokenScanner {
  private final int[] text;
  private final TokenKinds kinds;
  private final int minTokenLength;
  private final List<String> tokens = new ArrayList<>();

  TokenScanner(String text, TokenKinds kinds, int minTokenLength) {
    this.text = text.codePoints().map(TokenScanner::wellFormed).toArray();
    this.kinds = kinds;
    this.minTokenLength = minTokenLength;
  }

  /** Half a surrogate pair cannot be written as UTF-8; it becomes U+FFFD, the replacement. */
  static int wellFormed(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
        ? 0xfffd
        : codePoint;
  }

  /** The tokens in order, repeats included; a new list. */
  List<String> tokens() {
    int at = 0;
    while (at < text.length) {
      int end = tagEnd(at);
      if (end == at && kinds.emoticons()) {
        end = emoticonEnd(at);
      }
      if (end == at) {
        end = wordEnd(at);
      }
      if (end == at && kinds.punctuation()) {
        end = punctuationEnd(at);
      }
      at = Math.max(end, at + 1);
    }
    return tokens;
  }

  private int tagEnd(int at) {
    boolean tag = (kinds.handles() && text[at] == '@') || (kinds.hashtags() && text[at] == '#');
    if (!tag || isWord(at - 1)) {
      return at;
    }
    int end = runEnd(at + 1);
    if (end == at + 1) {
      return at;
    }
    tokens.add(new String(text, at, end - at));
    return end;
  }

  private int emoticonEnd(int at) {
    Emoticons.Match match = Emoticons.at(text, at);
    if (match == null) {
      return at;
    }
    tokens.add(match.token());
    return match.end();
  }

  private int wordEnd(int at) {
    int end = runEnd(at);
    if (kinds.words() && end - at >= minTokenLength) {
      tokens.add(new String(text, at, end - at));
    }
    return end;
  }

  private int punctuationEnd(int at) {
    if (text[at] == '!' || text[at] == '?') {
      tokens.add(text[at] == '!' ? "!" : "?");
      return at + 1;
    }
    int dots = at;
    while (dots < text.length && text[dots] == '.') {
      dots++;
    }
    if (text[at] == '…') {
      dots = at + 1;
    } else if (dots - at < 3) {
      return dots;
    }
    tokens.add("...");
    return dots;
  }

  private int runEnd(int from) {
    int end = from;
    while (isWord(end)) {
      end++;
    }
    return end;
  }

  private boolean isWord(int at) {
    return at >= 0 && at < text.length && WordCharacters.contains(text[at]);
  }
}
