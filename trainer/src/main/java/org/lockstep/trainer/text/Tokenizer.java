package org.lockstep.trainer.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Text to terms: tokens, then n-grams of tokens (joined by one space), then n-grams of characters.
 *
 * <p>With words only, the tokens are those of scikit-learn's {@code (?u)\b\w\w+\b} on the
 * lower-cased text, in order and with repeats. Character n-grams are scikit-learn's {@code
 * char_wb}: the text is split at whitespace, each chunk is padded with one space on either side,
 * and n-grams of code points never cross a chunk; a chunk shorter than n gives itself once. Their
 * terms start with {@value #CHARACTER_PREFIX}, which no token contains, so "char:at" and the word
 * "at" stay two terms.
 *
 * <p>Immutable and thread-safe.
 */
public final class Tokenizer implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a term made of characters starts with. */
  public static final String CHARACTER_PREFIX = "char:";

  private final TextSpec spec;
  private final Set<String> stopWords;

  public Tokenizer(TextSpec spec) {
    this.spec = spec;
    this.stopWords = Set.copyOf(spec.stopWords());
  }

  /** The terms of one text, repeats included: word n-grams by length, then character n-grams. */
  public List<String> terms(String text) {
    String cased = spec.lowerCase() ? LowerCase.of(text) : text;
    List<String> terms = new ArrayList<>();
    if (!spec.wordNgrams().isOff()) {
      addWordNgrams(tokens(cased), spec.wordNgrams(), terms);
    }
    if (!spec.charNgrams().isOff()) {
      addCharacterNgrams(cased, spec.charNgrams(), terms);
    }
    return terms;
  }

  private List<String> tokens(String cased) {
    List<String> tokens = new TokenScanner(cased, spec.tokens(), spec.minTokenLength()).tokens();
    if (!stopWords.isEmpty()) {
      tokens.removeIf(stopWords::contains);
    }
    return tokens;
  }

  private static void addWordNgrams(List<String> tokens, NgramRange range, List<String> terms) {
    for (int n = range.min(); n <= range.max(); n++) {
      if (n == 1) {
        terms.addAll(tokens);
        continue;
      }
      for (int from = 0; from + n <= tokens.size(); from++) {
        terms.add(String.join(" ", tokens.subList(from, from + n)));
      }
    }
  }

  private static void addCharacterNgrams(String text, NgramRange range, List<String> terms) {
    for (int[] chunk : Whitespace.paddedChunks(text)) {
      for (int n = range.min(); n <= range.max(); n++) {
        if (n >= chunk.length) {
          terms.add(CHARACTER_PREFIX + new String(chunk, 0, chunk.length));
          break; // a short chunk is counted once, whatever the longer lengths
        }
        for (int from = 0; from + n <= chunk.length; from++) {
          terms.add(CHARACTER_PREFIX + new String(chunk, from, n));
        }
      }
    }
  }
}
