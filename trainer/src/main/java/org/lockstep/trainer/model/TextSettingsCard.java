package org.lockstep.trainer.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.text.DocumentFrequency;
import org.lockstep.trainer.text.NgramRange;
import org.lockstep.trainer.text.Norm;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TokenKinds;

/** The choices of text features as JSON, hashing apart. */
final class TextSettingsCard {
  private TextSettingsCard() {}

  static Map<String, Object> write(TextSpec spec) {
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("words", spec.tokens().words());
    tokens.put("handles", spec.tokens().handles());
    tokens.put("hashtags", spec.tokens().hashtags());
    tokens.put("emoticons", spec.tokens().emoticons());
    tokens.put("punctuation", spec.tokens().punctuation());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lowerCase", spec.lowerCase());
    json.put("tokens", tokens);
    json.put("minTokenLength", spec.minTokenLength());
    json.put("stopWords", spec.stopWords());
    json.put("wordNgrams", List.of(spec.wordNgrams().min(), spec.wordNgrams().max()));
    json.put("charNgrams", List.of(spec.charNgrams().min(), spec.charNgrams().max()));
    json.put("maxTerms", spec.maxTerms());
    json.put("minDocumentFrequency", spec.minDocumentFrequency().toString());
    json.put("maxDocumentFrequency", spec.maxDocumentFrequency().toString());
    json.put("sublinearTf", spec.sublinearTf());
    json.put("useIdf", spec.useIdf());
    json.put("smoothIdf", spec.smoothIdf());
    if (spec.naiveBayes()) { // left out where it is off, as in cards older than it
      json.put("naiveBayes", true);
    }
    json.put("norm", spec.norm().word());
    return json;
  }

  /**
   * @param hashing what the rest of the card says of it
   */
  static TextSpec read(CardFields json, TermHashing hashing) {
    json.only(
        "lowerCase",
        "tokens",
        "minTokenLength",
        "stopWords",
        "wordNgrams",
        "charNgrams",
        "maxTerms",
        "minDocumentFrequency",
        "maxDocumentFrequency",
        "sublinearTf",
        "useIdf",
        "smoothIdf",
        "naiveBayes",
        "norm");
    CardFields tokens = json.object("tokens");
    tokens.only("words", "handles", "hashtags", "emoticons", "punctuation");
    return new TextSpec(
        json.bool("lowerCase"),
        new TokenKinds(
            tokens.bool("words"),
            tokens.bool("handles"),
            tokens.bool("hashtags"),
            tokens.bool("emoticons"),
            tokens.bool("punctuation")),
        json.integer32("minTokenLength"),
        json.strings("stopWords"),
        ngrams(json, "wordNgrams"),
        ngrams(json, "charNgrams"),
        json.integer32("maxTerms"),
        DocumentFrequency.parse(json.string("minDocumentFrequency")),
        DocumentFrequency.parse(json.string("maxDocumentFrequency")),
        json.bool("sublinearTf"),
        json.bool("useIdf"),
        json.bool("smoothIdf"),
        json.names().contains("naiveBayes") && json.bool("naiveBayes"),
        json.constant("norm", Norm.values(), Norm::word),
        hashing);
  }

  private static NgramRange ngrams(CardFields json, String name) {
    List<Long> range = json.longs(name);
    if (range.size() != 2
        || range.get(0) > NgramRange.LONGEST
        || range.get(1) > NgramRange.LONGEST
        || range.get(0) < 0
        || range.get(1) < 0) {
      throw new IllegalArgumentException(
          "%s must be [min, max], each in 0…%d. Received: %s"
              .formatted(name, NgramRange.LONGEST, range));
    }
    return new NgramRange(range.get(0).intValue(), range.get(1).intValue());
  }
}
