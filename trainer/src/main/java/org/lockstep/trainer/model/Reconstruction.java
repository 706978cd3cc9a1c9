package org.lockstep.trainer.model;

import java.util.List;

/**
 * What an autoencoder makes of a row.
 *
 * @param values the features as the network says them again, one a feature
 * @param code what its narrowest layer holds of the row, one a unit
 * @param error mean squared difference of the features and {@code values}
 */
public record Reconstruction(List<Float> values, List<Float> code, double error) {
  public Reconstruction {
    values = List.copyOf(values);
    code = List.copyOf(code);
  }
}
