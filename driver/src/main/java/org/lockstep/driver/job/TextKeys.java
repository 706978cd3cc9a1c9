package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.text.DocumentFrequency;
import org.lockstep.trainer.text.NgramRange;
import org.lockstep.trainer.text.Norm;
import org.lockstep.trainer.text.StopWords;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TokenKinds;

/** The keys of {@code features} for text, in both directions. */
final class TextKeys {
  private static final List<String> KINDS =
      List.of("words", "handles", "hashtags", "emoticons", "punctuation");
  private static final String ENGLISH = "english";
  private static final String TERMS = "terms";
  private static final String HASHED = "hashed";
  private static final int DEFAULT_HASH_BITS = 20;

  private TextKeys() {}

  static TextSpec read(Section section) {
    TextSpec defaults = TextSpec.defaults();
    boolean lowerCase = section.flag("lowerCase", defaults.lowerCase());
    TokenKinds tokens = tokens(section, defaults.tokens());
    int minTokenLength = section.integer("minTokenLength", defaults.minTokenLength());
    List<String> stopWords = stopWords(section);
    NgramRange wordNgrams = range(section, "wordNgrams", defaults.wordNgrams());
    NgramRange charNgrams = range(section, "charNgrams", defaults.charNgrams());
    boolean hashed = section.word("vocabulary", TERMS, List.of(TERMS, HASHED)).equals(HASHED);
    TermHashing hashing = hashed ? hashing(section) : TermHashing.off();
    int maxTerms = hashed ? 0 : section.integer("maxTerms", defaults.maxTerms());
    DocumentFrequency minimum =
        frequency(section, "minDocumentFrequency", defaults.minDocumentFrequency());
    DocumentFrequency maximum =
        frequency(section, "maxDocumentFrequency", defaults.maxDocumentFrequency());
    boolean sublinearTf = section.flag("sublinearTf", defaults.sublinearTf());
    boolean useIdf = section.flag("useIdf", defaults.useIdf());
    boolean smoothIdf = section.flag("smoothIdf", defaults.smoothIdf());
    boolean naiveBayes = section.flag("naiveBayes", defaults.naiveBayes());
    String norm = section.word("norm", defaults.norm().word(), Words.of(Norm.values()));
    return section
        .build(
            () ->
                new TextSpec(
                    lowerCase,
                    tokens,
                    minTokenLength,
                    stopWords,
                    wordNgrams,
                    charNgrams,
                    maxTerms,
                    minimum,
                    maximum,
                    sublinearTf,
                    useIdf,
                    smoothIdf,
                    naiveBayes,
                    Words.parse(Norm.class, norm),
                    hashing))
        .orElse(defaults);
  }

  static Map<String, Object> write(TextSpec spec) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("lowerCase", spec.lowerCase());
    keys.put("tokens", kinds(spec.tokens()));
    keys.put("minTokenLength", spec.minTokenLength());
    keys.put("stopWords", spec.stopWords());
    keys.put("wordNgrams", List.of(spec.wordNgrams().min(), spec.wordNgrams().max()));
    keys.put("charNgrams", List.of(spec.charNgrams().min(), spec.charNgrams().max()));
    if (spec.hashing().isOff()) {
      keys.put("vocabulary", TERMS);
      keys.put("maxTerms", spec.maxTerms());
    } else {
      keys.put("vocabulary", HASHED);
      keys.put("hashBits", spec.hashing().bits());
      keys.put("alternateSign", spec.hashing().alternateSign());
    }
    keys.put("minDocumentFrequency", number(spec.minDocumentFrequency()));
    keys.put("maxDocumentFrequency", number(spec.maxDocumentFrequency()));
    keys.put("sublinearTf", spec.sublinearTf());
    keys.put("useIdf", spec.useIdf());
    keys.put("smoothIdf", spec.smoothIdf());
    keys.put("naiveBayes", spec.naiveBayes());
    keys.put("norm", spec.norm().word());
    return keys;
  }

  private static TermHashing hashing(Section section) {
    if (section.has("maxTerms")) {
      section.reject("maxTerms", "left out with vocabulary = hashed, which has hashBits");
    }
    int bits = section.integer("hashBits", DEFAULT_HASH_BITS);
    if (bits < 1) { // 0 bits would mean no hashing
      section.reject("hashBits", "1 to " + TermHashing.MOST_BITS);
      return TermHashing.ofBits(DEFAULT_HASH_BITS);
    }
    boolean alternateSign = section.flag("alternateSign", true);
    return section
        .build(() -> new TermHashing(bits, alternateSign))
        .orElse(TermHashing.ofBits(DEFAULT_HASH_BITS));
  }

  private static TokenKinds tokens(Section section, TokenKinds defaults) {
    List<String> chosen = section.words("tokens", kinds(defaults), KINDS);
    return new TokenKinds(
        chosen.contains("words"),
        chosen.contains("handles"),
        chosen.contains("hashtags"),
        chosen.contains("emoticons"),
        chosen.contains("punctuation"));
  }

  private static List<String> kinds(TokenKinds tokens) {
    boolean[] on = {
      tokens.words(), tokens.handles(), tokens.hashtags(), tokens.emoticons(), tokens.punctuation()
    };
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < on.length; i++) {
      if (on[i]) {
        chosen.add(KINDS.get(i));
      }
    }
    return chosen;
  }

  private static List<String> stopWords(Section section) {
    if (section.isText("stopWords")) {
      section.word("stopWords", ENGLISH, List.of(ENGLISH));
      return StopWords.english();
    }
    return section.texts("stopWords", List.of());
  }

  private static NgramRange range(Section section, String key, NgramRange byDefault) {
    List<Integer> ends = section.integers(key, List.of(byDefault.min(), byDefault.max()));
    if (ends.size() != 2) {
      section.reject(key, "two lengths [shortest, longest], or [0, 0] for off");
      return byDefault;
    }
    return section.build(key, () -> new NgramRange(ends.get(0), ends.get(1))).orElse(byDefault);
  }

  private static DocumentFrequency frequency(
      Section section, String key, DocumentFrequency byDefault) {
    return section
        .optionalText(key)
        .flatMap(text -> section.build(key, () -> DocumentFrequency.parse(text)))
        .orElse(byDefault);
  }

  /** An integer for rows, a decimal for a share: the type tells which. */
  private static Number number(DocumentFrequency frequency) {
    if (frequency.share()) {
      return frequency.value();
    }
    return (long) frequency.value();
  }
}
