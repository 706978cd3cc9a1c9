package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The width of all vectors: the CPU's, at most 512 bits; {@code -Dlockstep.vectorBits=128|256|512}
 * overrides it. It is read once: the compiler makes vector instructions only of a species in a
 * static final field.
 */
final class VectorWidth {

  static final VectorSpecies<Float> SPECIES = species();

  /** Doubles of the same width, half as many. */
  static final VectorSpecies<Double> DOUBLES = SPECIES.withLanes(double.class);

  /** The upper half of the lanes: where the second of two vectors of doubles becomes floats. */
  static final VectorMask<Float> HIGH =
      VectorMask.fromLong(SPECIES, (1L << SPECIES.length()) - (1L << DOUBLES.length()));

  private VectorWidth() {}

  /**
   * The number in every lane, for constants; the only method that a vector crosses, since it is
   * called once a constant.
   */
  static FloatVector all(float x) {
    return FloatVector.broadcast(SPECIES, x);
  }

  private static VectorSpecies<Float> species() {
    String bits = System.getProperty("lockstep.vectorBits", "");
    if (bits.isEmpty()) {
      int preferred = FloatVector.SPECIES_PREFERRED.vectorBitSize();
      bits = String.valueOf(Math.max(128, Math.min(512, Integer.highestOneBit(preferred))));
    }
    return switch (bits) {
      case "128" -> FloatVector.SPECIES_128;
      case "256" -> FloatVector.SPECIES_256;
      case "512" -> FloatVector.SPECIES_512;
      default ->
          throw new IllegalArgumentException(
              "lockstep.vectorBits must be 128, 256 or 512. Received: " + bits);
    };
  }
}
