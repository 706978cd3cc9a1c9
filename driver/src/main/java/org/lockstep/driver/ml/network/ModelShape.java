package org.lockstep.driver.ml.network;

import java.util.function.Predicate;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFormatException;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/** What a model of this package needs of a network, whatever its file's metadata call it. */
public enum ModelShape {
  CLASSES(
      "a network of classes",
      network -> network.task() == Task.BINARY || network.task() == Task.MULTICLASS),
  NUMBER(
      "a regression of one number",
      network -> network.task() == Task.REGRESSION && network.outputs() == 1),
  LABEL_SETS("a network of several labels", network -> network.task() == Task.MULTI_LABEL),
  RECONSTRUCTION(
      "a network that reconstructs its features",
      network ->
          network.task() == Task.RECONSTRUCTION
              // What autoencoders were called before they had a task of their own.
              || network.task() == Task.REGRESSION && network.outputs() == network.inputs());

  private final String words;
  private final Predicate<NetworkSpec> fits;

  ModelShape(String words, Predicate<NetworkSpec> fits) {
    this.words = words;
    this.fits = fits;
  }

  /**
   * @param place where the model lies
   * @throws ModelFormatException if it is another network, or its rows are no vectors
   */
  void require(Model model, String place) throws ModelFormatException {
    boolean vectors = model.features().kind() == FeaturePipeline.Kind.VECTOR;
    if (!vectors || !fits.test(model.network())) {
      throw new ModelFormatException(
          "the model must be %s over vectors. Received: a %s network of %d outputs over rows of kind %s (%s)"
              .formatted(
                  words,
                  model.network().task(),
                  model.network().outputs(),
                  model.features().kind(),
                  place));
    }
  }
}
