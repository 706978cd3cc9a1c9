package org.lockstep.trainer.model;

/**
 * The largest files that a model may have where it is read; a larger one is refused before a byte
 * of it is. For services that load models of strangers.
 *
 * @param cardBytes of {@code card.json}, 1 to 256 MiB; reading a card takes up to about 25 times
 *     its bytes of memory for a moment
 * @param weightsBytes of {@code weights.safetensors}, ≥ 1; the model keeps as much memory
 */
public record ModelCaps(long cardBytes, long weightsBytes) {
  private static final long MOST_CARD_BYTES = 256L << 20;

  public ModelCaps {
    if (cardBytes < 1 || cardBytes > MOST_CARD_BYTES || weightsBytes < 1) {
      throw new IllegalArgumentException(
          "cardBytes must be 1 to %,d and weightsBytes >= 1. Received: %,d and %,d"
              .formatted(MOST_CARD_BYTES, cardBytes, weightsBytes));
    }
  }

  /** 256 MiB of card, 9 GiB of weights, which is more than an array of floats can be. */
  public static ModelCaps standard() {
    return new ModelCaps(MOST_CARD_BYTES, 9L << 30);
  }
}
