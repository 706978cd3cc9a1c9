package org.lockstep.trainer.network;

import java.io.Serializable;
import java.util.List;

/** The choices of one layer; its numbers are in {@link Parameters}. */
public sealed interface LayerSpec extends Serializable
    permits DenseSpec, DropoutSpec, GaussianNoiseSpec, BatchNormalizationSpec, ActivationSpec {

  /** The word in job files and model cards. */
  String word();

  /** The words of all layers, in the order of documentation. */
  static List<String> words() {
    return List.of("dense", "activation", "batch_normalization", "dropout", "gaussian_noise");
  }
}
