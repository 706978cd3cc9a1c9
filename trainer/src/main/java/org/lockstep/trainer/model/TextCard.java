package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.text.DocumentFrequency;
import org.lockstep.trainer.text.NgramRange;
import org.lockstep.trainer.text.Norm;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.TokenKinds;
import org.lockstep.trainer.text.Vocabulary;

/** TF-IDF features as JSON: the choices, the terms, their document frequencies and idf weights. */
final class TextCard {
  private TextCard() {}

  static Map<String, Object> write(TfIdf features) {
    Vocabulary vocabulary = features.vocabulary();
    List<Object> frequencies = new ArrayList<>();
    List<Object> idf = new ArrayList<>();
    double[] weights = features.idf();
    for (int i = 0; i < vocabulary.size(); i++) {
      frequencies.add(vocabulary.documentFrequency(i));
      idf.add(weights[i]);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "text");
    json.put("settings", writeSpec(features.spec()));
    json.put("documents", vocabulary.documents());
    json.put("terms", vocabulary.terms());
    json.put("documentFrequencies", frequencies);
    json.put("idf", idf);
    return json;
  }

  static TfIdf read(CardFields json) {
    json.only("kind", "settings", "documents", "terms", "documentFrequencies", "idf");
    long[] frequencies =
        json.longs("documentFrequencies").stream().mapToLong(Long::longValue).toArray();
    Vocabulary vocabulary =
        new Vocabulary(json.strings("terms"), frequencies, json.integer("documents"));
    return new TfIdf(readSpec(json.object("settings")), vocabulary, json.numbers("idf"));
  }

  private static Map<String, Object> writeSpec(TextSpec spec) {
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
    json.put("norm", spec.norm().word());
    return json;
  }

  private static TextSpec readSpec(CardFields json) {
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
        json.constant("norm", Norm.values(), Norm::word));
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
