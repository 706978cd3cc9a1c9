package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Vocabulary;

/**
 * TF-IDF features as JSON: the choices, the terms, their document frequencies, idf weights and,
 * with naive Bayes, log-count ratios.
 */
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
    json.put("settings", TextSettingsCard.write(features.spec()));
    json.put("documents", vocabulary.documents());
    json.put("terms", vocabulary.terms());
    json.put("documentFrequencies", frequencies);
    json.put("idf", idf);
    if (features.spec().naiveBayes()) {
      json.put("ratios", Arrays.stream(features.ratios()).boxed().map(Object.class::cast).toList());
    }
    return json;
  }

  static TfIdf read(CardFields json) {
    List<String> known =
        new ArrayList<>(
            List.of("kind", "settings", "documents", "terms", "documentFrequencies", "idf"));
    TextSpec spec = TextSettingsCard.read(json.object("settings"), TermHashing.off());
    if (spec.naiveBayes()) {
      known.add("ratios");
    }
    json.only(known.toArray(String[]::new));
    long[] frequencies =
        json.longs("documentFrequencies").stream().mapToLong(Long::longValue).toArray();
    Vocabulary vocabulary =
        new Vocabulary(json.strings("terms"), frequencies, json.integer("documents"));
    double[] ratios = spec.naiveBayes() ? json.numbers("ratios") : new double[0];
    return new TfIdf(spec, vocabulary, json.numbers("idf"), ratios);
  }
}
