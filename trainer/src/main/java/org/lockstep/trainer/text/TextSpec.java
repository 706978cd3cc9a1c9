package org.lockstep.trainer.text;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;

/**
 * How text becomes features. Start from {@link #defaults()} and change what differs.
 *
 * @param lowerCase lower-case the text before tokenising (default true)
 * @param tokens which kinds of tokens are looked for (default words only)
 * @param minTokenLength shortest word in code points (default 2, as {@code (?u)\b\w\w+\b});
 *     handles, hashtags, emoticons and punctuation are exempt
 * @param stopWords tokens left out before n-grams are made, compared after lower-casing (default
 *     none)
 * @param wordNgrams n-grams of tokens, joined by one space (default 1…1; 0…0 is off)
 * @param charNgrams n-grams of characters within whitespace-separated chunks, scikit-learn's {@code
 *     char_wb} (default off); their terms carry the prefix {@value Tokenizer#CHARACTER_PREFIX}
 * @param maxTerms vocabulary size: the terms of highest total count (default 5000; 0 keeps all)
 * @param minDocumentFrequency terms in fewer rows are dropped (default 1 row)
 * @param maxDocumentFrequency terms in more rows are dropped (default 1.0, every row)
 * @param sublinearTf replace tf by 1 + ln(tf) (default false)
 * @param useIdf weigh by inverse document frequency (default true)
 * @param smoothIdf ln((1+n)/(1+df)) + 1 rather than ln(n/df) + 1 (default true)
 * @param naiveBayes multiply a term's values by its {@link LogCountRatios log-count ratio} between
 *     classes (default false); needs training rows of one class each
 * @param norm length of a row (default L2)
 * @param hashing features are buckets of hashed terms, not the terms of a vocabulary (default off);
 *     then maxTerms is 0, and bounds on document frequency apply to buckets
 */
public record TextSpec(
    boolean lowerCase,
    TokenKinds tokens,
    int minTokenLength,
    List<String> stopWords,
    NgramRange wordNgrams,
    NgramRange charNgrams,
    int maxTerms,
    DocumentFrequency minDocumentFrequency,
    DocumentFrequency maxDocumentFrequency,
    boolean sublinearTf,
    boolean useIdf,
    boolean smoothIdf,
    boolean naiveBayes,
    Norm norm,
    TermHashing hashing)
    implements Serializable {

  public TextSpec {
    stopWords = List.copyOf(stopWords);
    if (minTokenLength < 1) {
      throw new IllegalArgumentException(
          "minTokenLength must be >= 1. Received: " + minTokenLength);
    }
    if (maxTerms < 0) {
      throw new IllegalArgumentException(
          "maxTerms must be >= 0 (0 keeps all terms). Received: " + maxTerms);
    }
    if (wordNgrams.isOff() && charNgrams.isOff()) {
      throw new IllegalArgumentException("wordNgrams or charNgrams must be on. Received: both 0…0");
    }
    if (!wordNgrams.isOff() && tokens.none()) {
      throw new IllegalArgumentException(
          "wordNgrams must have at least one kind of token. Received: none");
    }
    if (!hashing.isOff() && maxTerms != 0) {
      throw new IllegalArgumentException(
          "maxTerms must be 0 (all terms) where terms are hashed. Received: " + maxTerms);
    }
    if (!hashing.isOff() && naiveBayes) {
      throw new IllegalArgumentException(
          "naiveBayes must be false where terms are hashed. Received: true");
    }
    boolean bounded =
        !minDocumentFrequency.equals(DocumentFrequency.rows(1))
            || !maxDocumentFrequency.equals(DocumentFrequency.share(1.0));
    if (!hashing.isOff() && !useIdf && bounded) {
      throw new IllegalArgumentException(
          ("minDocumentFrequency and maxDocumentFrequency of hashed terms must be left at 1 and 1.0"
                  + " without useIdf, which counts them. Received: %s and %s")
              .formatted(minDocumentFrequency, maxDocumentFrequency));
    }
  }

  /** The defaults above: scikit-learn's {@code TfidfVectorizer(max_features=5000)}. */
  public static TextSpec defaults() {
    return new TextSpec(
        true,
        TokenKinds.wordsOnly(),
        2,
        List.of(),
        NgramRange.of(1, 1),
        NgramRange.off(),
        5000,
        DocumentFrequency.rows(1),
        DocumentFrequency.share(1.0),
        false,
        true,
        true,
        false,
        Norm.L2,
        TermHashing.off());
  }

  public TextSpec withLowerCase(boolean lowerCase) {
    return with(draft -> draft.lowerCase = lowerCase);
  }

  public TextSpec withTokens(TokenKinds tokens) {
    return with(draft -> draft.tokens = tokens);
  }

  public TextSpec withMinTokenLength(int minTokenLength) {
    return with(draft -> draft.minTokenLength = minTokenLength);
  }

  public TextSpec withStopWords(List<String> stopWords) {
    return with(draft -> draft.stopWords = stopWords);
  }

  /** To turn word n-grams off, turn character n-grams on first. */
  public TextSpec withWordNgrams(NgramRange wordNgrams) {
    return with(draft -> draft.wordNgrams = wordNgrams);
  }

  public TextSpec withCharNgrams(NgramRange charNgrams) {
    return with(draft -> draft.charNgrams = charNgrams);
  }

  public TextSpec withMaxTerms(int maxTerms) {
    return with(draft -> draft.maxTerms = maxTerms);
  }

  public TextSpec withMinDocumentFrequency(DocumentFrequency minDocumentFrequency) {
    return with(draft -> draft.minDocumentFrequency = minDocumentFrequency);
  }

  public TextSpec withMaxDocumentFrequency(DocumentFrequency maxDocumentFrequency) {
    return with(draft -> draft.maxDocumentFrequency = maxDocumentFrequency);
  }

  public TextSpec withSublinearTf(boolean sublinearTf) {
    return with(draft -> draft.sublinearTf = sublinearTf);
  }

  public TextSpec withUseIdf(boolean useIdf) {
    return with(draft -> draft.useIdf = useIdf);
  }

  public TextSpec withSmoothIdf(boolean smoothIdf) {
    return with(draft -> draft.smoothIdf = smoothIdf);
  }

  public TextSpec withNaiveBayes(boolean naiveBayes) {
    return with(draft -> draft.naiveBayes = naiveBayes);
  }

  public TextSpec withNorm(Norm norm) {
    return with(draft -> draft.norm = norm);
  }

  /** With hashing, all terms are kept: maxTerms becomes 0. */
  public TextSpec withHashing(TermHashing hashing) {
    return with(
        draft -> {
          draft.hashing = hashing;
          draft.maxTerms = hashing.isOff() ? draft.maxTerms : 0;
        });
  }

  private TextSpec with(Consumer<TextSpecDraft> change) {
    TextSpecDraft draft = new TextSpecDraft(this);
    change.accept(draft);
    return draft.spec();
  }
}
