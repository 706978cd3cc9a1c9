package org.lockstep.trainer.transfer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.text.HashedTfIdf;

/**
 * Where each name of a new list stands in an old one.
 *
 * @param places one a new name: its place in the old list, or −1
 */
record NameMatch(int[] places) {

  /** How many new names are old ones. */
  int matched() {
    int matched = 0;
    for (int place : places) {
      matched += place >= 0 ? 1 : 0;
    }
    return matched;
  }

  /** Every name where it was. */
  static NameMatch same(int size) {
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = i;
    }
    return new NameMatch(places);
  }

  static NameMatch of(List<String> old, List<String> names) {
    Map<String, Integer> at = new HashMap<>();
    for (int i = 0; i < old.size(); i++) {
      at.put(old.get(i), i);
    }
    return new NameMatch(names.stream().mapToInt(name -> at.getOrDefault(name, -1)).toArray());
  }

  /**
   * Features by name: a term is the same term wherever it stands in a vocabulary.
   *
   * @throws IllegalArgumentException if their kinds differ, or terms are hashed in two ways, so
   *     that equal names mean different terms
   */
  static NameMatch of(FeaturePipeline old, FeaturePipeline features) {
    if (old.kind() != features.kind()) {
      throw new IllegalArgumentException(
          "the features must be of the old model's kind, %s. Received: %s"
              .formatted(old.kind(), features.kind()));
    }
    boolean hashed = old instanceof HashedTfIdf || features instanceof HashedTfIdf;
    if (hashed && !sameBuckets(old, features)) {
      throw new IllegalArgumentException(
          "hashed terms must be hashed as the old model's were, or rows cannot be matched by term."
              + " Received: another hashing");
    }
    Map<String, Integer> at = new HashMap<>();
    for (int i = 0; i < old.width(); i++) {
      at.put(old.featureName(i), i);
    }
    int[] places = new int[features.width()];
    for (int i = 0; i < places.length; i++) {
      places[i] = at.getOrDefault(features.featureName(i), -1);
    }
    return new NameMatch(places);
  }

  private static boolean sameBuckets(FeaturePipeline old, FeaturePipeline features) {
    return old instanceof HashedTfIdf a
        && features instanceof HashedTfIdf b
        && a.spec().hashing().equals(b.spec().hashing());
  }
}
