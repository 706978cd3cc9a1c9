package org.lockstep.trainer.gradientcheck.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.activation.RRelu;
import org.lockstep.trainer.activation.Step;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * What networks are made of in the check: all activations, losses, layer kinds and regularizers
 * that there are. A new kind without a sample here is refused.
 */
final class Samples {
  /** Functions with settings, with others than their defaults. */
  private static final Map<String, Activation> WITH_SETTINGS =
      Map.of(
          "leaky_relu", new LeakyRelu(0.25), "elu", new Elu(1.5), "rrelu", new RRelu(0.25, 0.75));

  private Samples() {}

  static List<Activation> activations() {
    List<Activation> samples =
        Activation.names().stream()
            .filter(name -> !name.equals("step")) // no slope, and no training
            .map(name -> WITH_SETTINGS.getOrDefault(name, Activation.named(name)))
            .toList();
    List<Activation> all = new ArrayList<>(samples);
    all.add(new Step());
    Sealed.requireSamples(Activation.class, all);
    return samples;
  }

  static List<LossSpec> losses() {
    List<LossSpec> samples =
        List.of(
            new LossSpec.CrossEntropy(0),
            new LossSpec.CrossEntropy(0.25),
            new LossSpec.Focal(2),
            new LossSpec.Focal(0.5),
            new LossSpec.Hinge(),
            new LossSpec.PositiveWeighted(new LossSpec.CrossEntropy(0), List.of(3.0, 0.25)),
            new LossSpec.PositiveWeighted(new LossSpec.CrossEntropy(0.25), List.of(3.0, 0.25)),
            new LossSpec.PositiveWeighted(new LossSpec.Focal(2), List.of(3.0, 0.25)),
            new LossSpec.PositiveWeighted(new LossSpec.Hinge(), List.of(3.0, 0.25)),
            new LossSpec.KlDivergence(),
            new LossSpec.SquaredError(),
            new LossSpec.AbsoluteError(),
            new LossSpec.Huber(0.25),
            new LossSpec.Poisson());
    Sealed.requireSamples(LossSpec.class, samples);
    return samples;
  }

  /** What the logits of a network can be made into, but what is natural. */
  static List<OutputSpec> outputs(NetworkSpec network) {
    List<OutputSpec> samples =
        List.of(
            new OutputSpec.Natural(),
            new OutputSpec.Threshold(),
            new OutputSpec.Bounded(-0.5, 2),
            new OutputSpec.Bounded(0.5, Double.POSITIVE_INFINITY),
            new OutputSpec.Bounded(Double.NEGATIVE_INFINITY, 0.5));
    Sealed.requireSamples(OutputSpec.class, samples);
    boolean numbers = network.task() == Task.REGRESSION || network.task() == Task.RECONSTRUCTION;
    boolean linked =
        network.loss() instanceof LossSpec.Poisson
            || network.loss() instanceof LossSpec.CrossEntropy;
    boolean bounded = numbers && !linked;
    return samples.stream()
        .filter(
            output ->
                output instanceof OutputSpec.Bounded && bounded
                    || output instanceof OutputSpec.Threshold && network.task() == Task.BINARY)
        .toList();
  }

  /** Of a layer; the max-norm is no part of the objective. */
  static List<RegularizerSpec> regularizers() {
    return List.of(
        RegularizerSpec.none(),
        RegularizerSpec.l2(0.03125),
        new RegularizerSpec(0.125, 0, 0, false),
        new RegularizerSpec(0.0625, 0.03125, 0, true));
  }

  /**
   * What may stand between input and output layer, each kind of layer in every place: first, last,
   * in between, and beside its like; up to three dense layers with the output's.
   */
  static List<List<LayerSpec>> hidden(Activation f, RegularizerSpec regularizer) {
    DenseSpec wide = new DenseSpec(4, f, new GlorotUniform(), true, regularizer);
    DenseSpec narrow = new DenseSpec(3, f, new GlorotUniform(), false, RegularizerSpec.l2(0.0625));
    DropoutSpec drop = new DropoutSpec(0.375);
    DropoutSpec less = new DropoutSpec(0.125);
    GaussianNoiseSpec noise = new GaussianNoiseSpec(0.25);
    ActivationSpec bend = new ActivationSpec(f);
    List<List<LayerSpec>> samples =
        List.of(
            List.of(),
            List.of(wide),
            List.of(narrow, wide),
            List.of(drop),
            List.of(drop, narrow),
            List.of(wide, drop),
            List.of(wide, drop, less, narrow),
            List.of(noise),
            List.of(noise, drop, narrow, noise),
            List.of(bend),
            List.of(bend, less, wide, bend),
            List.of(norm(true, true)),
            List.of(narrow, norm(true, true), bend),
            List.of(wide, norm(true, false), narrow, norm(false, true)),
            List.of(norm(false, false), drop, wide, norm(false, false)),
            List.of(noise, narrow, bend, noise, norm(true, true), bend, norm(true, true)));
    Sealed.requireSamples(LayerSpec.class, samples.stream().flatMap(List::stream).toList());
    return samples;
  }

  private static BatchNormalizationSpec norm(boolean center, boolean scale) {
    return new BatchNormalizationSpec(0.5, 0.125, center, scale);
  }
}
