package org.lockstep.trainer.text;

import java.util.List;

/** Named lists of stop words. */
public final class StopWords {
  private StopWords() {}

  /**
   * Apache Lucene's English list (EnglishAnalyzer, Apache-2.0): 33 words, "no" and "not" among
   * them, so it costs sentiment tasks what negation tells.
   */
  public static List<String> english() {
    return List.of(
        "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is",
        "it", "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there",
        "these", "they", "this", "to", "was", "will", "with");
  }
}
