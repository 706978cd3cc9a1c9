package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.text.BucketFrequencies;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TermHashing;

/**
 * Hashed TF-IDF features as JSON: the choices, and the document frequencies of the buckets that
 * have any; no terms. The idf weights follow from them, the same bits everywhere.
 */
final class HashedTextCard {
  private HashedTextCard() {}

  static Map<String, Object> write(HashedTfIdf features) {
    BucketFrequencies counted = features.frequencies();
    List<Object> buckets = new ArrayList<>();
    List<Object> frequencies = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      buckets.add(counted.bucket(i));
      frequencies.add(counted.frequency(i));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", "hashed_text");
    json.put("settings", TextSettingsCard.write(features.spec()));
    json.put("hash", "murmur3_x86_32 of UTF-8, seed 0");
    json.put("hashBits", features.spec().hashing().bits());
    json.put("alternateSign", features.spec().hashing().alternateSign());
    json.put("documents", counted.documents());
    json.put("buckets", buckets);
    json.put("documentFrequencies", frequencies);
    return json;
  }

  static HashedTfIdf read(CardFields json) {
    json.only(
        "kind",
        "settings",
        "hash",
        "hashBits",
        "alternateSign",
        "documents",
        "buckets",
        "documentFrequencies");
    json.word("hash", List.of("murmur3_x86_32 of UTF-8, seed 0"));
    TermHashing hashing = new TermHashing(json.integer32("hashBits"), json.bool("alternateSign"));
    int[] buckets = json.longs("buckets").stream().mapToInt(HashedTextCard::bucket).toArray();
    long[] frequencies =
        json.longs("documentFrequencies").stream().mapToLong(Long::longValue).toArray();
    return new HashedTfIdf(
        TextSettingsCard.read(json.object("settings"), hashing),
        new BucketFrequencies(buckets, frequencies, json.integer("documents")));
  }

  private static int bucket(long number) {
    if (number != (int) number) {
      throw new IllegalArgumentException("a bucket must be a 32-bit integer. Received: " + number);
    }
    return (int) number;
  }
}
