package org.lockstep.trainer.text;

import java.util.List;

/** The choices of a {@link TextSpec} while one of them is changed. */
final class TextSpecDraft {
  boolean lowerCase;
  TokenKinds tokens;
  int minTokenLength;
  List<String> stopWords;
  NgramRange wordNgrams;
  NgramRange charNgrams;
  int maxTerms;
  DocumentFrequency minDocumentFrequency;
  DocumentFrequency maxDocumentFrequency;
  boolean sublinearTf;
  boolean useIdf;
  boolean smoothIdf;
  boolean naiveBayes;
  Norm norm;
  TermHashing hashing;

  TextSpecDraft(TextSpec spec) {
    lowerCase = spec.lowerCase();
    tokens = spec.tokens();
    minTokenLength = spec.minTokenLength();
    stopWords = spec.stopWords();
    wordNgrams = spec.wordNgrams();
    charNgrams = spec.charNgrams();
    maxTerms = spec.maxTerms();
    minDocumentFrequency = spec.minDocumentFrequency();
    maxDocumentFrequency = spec.maxDocumentFrequency();
    sublinearTf = spec.sublinearTf();
    useIdf = spec.useIdf();
    smoothIdf = spec.smoothIdf();
    naiveBayes = spec.naiveBayes();
    norm = spec.norm();
    hashing = spec.hashing();
  }

  /** Checked anew. */
  TextSpec spec() {
    return new TextSpec(
        lowerCase,
        tokens,
        minTokenLength,
        stopWords,
        wordNgrams,
        charNgrams,
        maxTerms,
        minDocumentFrequency,
        maxDocumentFrequency,
        sublinearTf,
        useIdf,
        smoothIdf,
        naiveBayes,
        norm,
        hashing);
  }
}
