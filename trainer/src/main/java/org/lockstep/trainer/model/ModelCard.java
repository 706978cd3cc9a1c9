package org.lockstep.trainer.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * Everything of a model but its weights, as JSON: {@code {"format": "lockstep-model",
 * "formatVersion": 2, "network", "labels", "thresholds", "features", "weights": {"file", "bytes",
 * "sha256"}, "provenance"}}. The task is part of the network; thresholds are left out where all are
 * 0.5.
 *
 * @param weightsBytes length of the weights file
 * @param weightsSha256 of the weights file, lower-case hexadecimal
 * @param provenance of the values that {@link Json} knows
 */
record ModelCard(
    NetworkSpec network,
    List<String> labels,
    Thresholds thresholds,
    FeaturePipeline features,
    long weightsBytes,
    String weightsSha256,
    Map<String, Object> provenance) {

  static final String FORMAT = "lockstep-model";

  /** What this program writes, and the newest that it reads; 1 came without checksums. */
  static final long FORMAT_VERSION = 2;

  byte[] write() {
    Map<String, Object> weights = new LinkedHashMap<>();
    weights.put("file", ModelFile.WEIGHTS);
    weights.put("bytes", weightsBytes);
    weights.put("sha256", weightsSha256);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("formatVersion", FORMAT_VERSION);
    json.put("network", NetworkCard.write(network));
    json.put("labels", labels);
    if (!thresholds.isStandard()) {
      json.put("thresholds", ThresholdCard.write(thresholds));
    }
    json.put("features", FeatureCard.write(features));
    json.put("weights", weights);
    json.put("provenance", provenance);
    return Json.write(json);
  }

  /**
   * The card's members, of a format that this program reads.
   *
   * @param where named in the message
   * @throws ModelFormatException if the text is not a card, or one of a newer version
   */
  static CardFields parse(byte[] utf8, String where) throws ModelFormatException {
    return orRefused(
        () -> {
          CardFields json = CardFields.of(Json.read(utf8, Json.Limits.standard()), "card");
          json.word("format", List.of(FORMAT));
          long version = formatVersion(json);
          if (version < 1 || version > FORMAT_VERSION) {
            throw new IllegalArgumentException(
                "formatVersion must be 1 to %d, the newest that this Lockstep reads; a newer model needs a newer Lockstep. Received: %d"
                    .formatted(FORMAT_VERSION, version));
          }
          return json;
        },
        where);
  }

  static long formatVersion(CardFields json) {
    return json.integer("formatVersion");
  }

  /**
   * @param where named in the message
   * @throws ModelFormatException if a member is missing, unknown or not what it must be
   */
  static ModelCard read(CardFields json, String where) throws ModelFormatException {
    return orRefused(() -> read(json), where);
  }

  private static <T> T orRefused(Supplier<T> read, String where) throws ModelFormatException {
    try {
      return read.get();
    } catch (JsonException | IllegalArgumentException e) {
      throw new ModelFormatException(e.getMessage() + " (" + where + ")", e);
    }
  }

  private static ModelCard read(CardFields json) {
    json.only(
        "format",
        "formatVersion",
        "network",
        "labels",
        "thresholds",
        "features",
        "weights",
        "provenance");
    CardFields weights = json.object("weights");
    weights.only("file", "bytes", "sha256");
    weights.word("file", List.of(ModelFile.WEIGHTS));
    Map<String, Object> provenance = new LinkedHashMap<>();
    CardFields origin = json.object("provenance");
    origin.names().forEach(name -> provenance.put(name, origin.any(name)));
    NetworkSpec network = NetworkCard.read(json.object("network"));
    Thresholds thresholds =
        json.names().contains("thresholds")
            ? ThresholdCard.read(json.object("thresholds"))
            : Thresholds.standard(network.task(), network.outputs());
    ModelCard card =
        new ModelCard(
            network,
            json.strings("labels"),
            thresholds,
            FeatureCard.read(json.object("features")),
            weights.integer("bytes"),
            weights.string("sha256"),
            provenance);
    Model.check(card.network, card.features, card.labels, card.thresholds);
    return card;
  }
}
