package org.lockstep.trainer.text;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Features without a vocabulary (the hashing trick; Weinberger et al., ICML 2009): a term belongs
 * to bucket |h| mod 2^bits, where h is {@link MurmurHash3} of its UTF-8 bytes with seed 0, and
 * counts −1 for every occurrence if the sign alternates and h is negative. scikit-learn's
 * HashingVectorizer with n_features = 2^bits gives the same buckets and signs.
 *
 * @param bits the features are 2^bits buckets, 1 to {@value #MOST_BITS}; 0 is off
 * @param alternateSign whether terms that share a bucket cancel rather than add up, on average
 */
public record TermHashing(int bits, boolean alternateSign) implements Serializable {
  /** 16,777,216 buckets. */
  public static final int MOST_BITS = 24;

  private static final int SEED = 0;

  public TermHashing {
    if (bits < 0 || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "hashBits must be 1 to %d. Received: %d".formatted(MOST_BITS, bits));
    }
    if (bits == 0 && alternateSign) {
      throw new IllegalArgumentException(
          "alternateSign must be false where terms are not hashed. Received: true");
    }
  }

  /** Terms have features of their own: a {@link Vocabulary}. */
  public static TermHashing off() {
    return new TermHashing(0, false);
  }

  /** 2^bits buckets, signs alternating as in scikit-learn. */
  public static TermHashing ofBits(int bits) {
    return new TermHashing(bits, true);
  }

  public boolean isOff() {
    return bits == 0;
  }

  /** 2^bits. */
  public int buckets() {
    return 1 << bits;
  }

  /** 2·bucket, plus 1 if the term's occurrences count −1. */
  int code(String term) {
    int hash = MurmurHash3.x86x32(term.getBytes(StandardCharsets.UTF_8), SEED);
    // |−2³¹| is 2³¹ in 64 bits; its low bits, all 0, are those of the int as it is.
    int bucket = Math.abs(hash) & buckets() - 1;
    return bucket << 1 | (alternateSign && hash < 0 ? 1 : 0);
  }
}
