package org.lockstep.trainer.text;

import java.io.Serializable;

/**
 * Which kinds of tokens a text gives; see {@link TokenScanner} for the exact shapes.
 *
 * @param words maximal runs of word characters of at least minTokenLength (default true)
 * @param handles {@code @name} as one token; off, "name" is a word (default false)
 * @param hashtags {@code #tag} as one token; off, "tag" is a word (default false)
 * @param emoticons ":)" and its kin, and emoji (default false)
 * @param punctuation each "!" and each "?", and "..." for a run of three or more dots or "…"
 *     (default false)
 */
public record TokenKinds(
    boolean words, boolean handles, boolean hashtags, boolean emoticons, boolean punctuation)
    implements Serializable {

  /** Words only, as scikit-learn's default. */
  public static TokenKinds wordsOnly() {
    return new TokenKinds(true, false, false, false, false);
  }

  /** All five kinds. */
  public static TokenKinds all() {
    return new TokenKinds(true, true, true, true, true);
  }

  boolean none() {
    return !(words || handles || hashtags || emoticons || punctuation);
  }
}
