package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
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
    json.put("settings", TextSettingsCard.write(features.spec()));
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
    TextSpec spec = TextSettingsCard.read(json.object("settings"), TermHashing.off());
    return new TfIdf(spec, vocabulary, json.numbers("idf"));
  }
}
