package org.lockstep.driver.ml.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * The layers of an autoencoder up to its code, as a network of their own. Parameters lie layer by
 * layer, so the encoder's are the first of the whole network's.
 */
public final class EncoderNetwork {
  private EncoderNetwork() {}

  /**
   * @param code which dense layer makes the code, counted from 0; its activation is left to {@link
   *     #activate}
   */
  public static FittedNetwork of(FittedNetwork whole, int code) {
    List<LayerSpec> layers = new ArrayList<>();
    int dense = 0;
    for (LayerSpec layer : whole.network().layers()) {
      if (layer instanceof DenseSpec spec && dense++ == code) {
        layers.add(
            new DenseSpec(
                spec.units(), new Identity(), spec.initializer(), spec.bias(), spec.regularizer()));
        break;
      }
      layers.add(layer);
    }
    NetworkSpec network = new NetworkSpec(whole.network().inputs(), layers, Task.REGRESSION);
    int size = new ParameterLayout(network).size();
    return new FittedNetwork(network, Arrays.copyOf(whole.parameters(), size), List.of(), Map.of());
  }

  /**
   * The layers up to the code as a model that stands alone: a regression whose numbers are the
   * code. A network ends with a linear layer, so behind another activation stands one that hands
   * its inputs on, a · I, to the bit.
   *
   * @param code which dense layer makes the code, counted from 0
   */
  public static Model model(FittedNetwork whole, int code) {
    FittedNetwork encoder = of(whole, code);
    Map<String, Object> card = new LinkedHashMap<>(whole.model().provenance());
    card.put("encoderOf", whole.sha256());
    Activation activation = activation(whole, code);
    if (activation instanceof Identity) {
      return model(encoder.network(), encoder.parameters(), card);
    }
    List<LayerSpec> layers = new ArrayList<>(encoder.network().layers());
    DenseSpec last = whole.network().dense().get(code);
    int units = last.units();
    layers.set(layers.size() - 1, last);
    Identity linear = new Identity();
    layers.add(
        new DenseSpec(
            units, linear, Initializer.defaultFor(linear), false, RegularizerSpec.none()));
    float[] trained = encoder.parameters();
    float[] parameters = Arrays.copyOf(trained, trained.length + units * units);
    for (int i = 0; i < units; i++) {
      parameters[trained.length + i * units + i] = 1;
    }
    NetworkSpec network = new NetworkSpec(whole.network().inputs(), layers, Task.REGRESSION);
    return model(network, parameters, card);
  }

  private static Model model(NetworkSpec network, float[] parameters, Map<String, Object> card) {
    return new Model(network, parameters, new VectorFeatures(network.inputs()), List.of(), card);
  }

  /** The activation that makes the code of what {@link #of} computes. */
  public static Activation activation(FittedNetwork whole, int code) {
    Activation activation = whole.network().dense().get(code).activation();
    if (activation instanceof PRelu) {
      throw new IllegalArgumentException(
          "activation must not be prelu, whose slopes are learned, in an autoencoder. Received: "
              + activation.name());
    }
    return activation;
  }

  /** f(z), in place. */
  public static Matrix activate(Activation activation, Matrix logits) {
    activation.forward(
        Kernels.best().elements(), logits.data(), logits.data(), 0, logits.columns());
    return logits;
  }
}
