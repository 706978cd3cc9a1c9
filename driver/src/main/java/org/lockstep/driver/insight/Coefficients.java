package org.lockstep.driver.insight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Role;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/**
 * The coefficients of a model without hidden layers: logit or output k is bias[k] + Σⱼ
 * kernel[j][k]·feature[j], features as the pipeline scales them.
 *
 * @param features their names
 * @param kernel (features, outputs)
 * @param bias one an output; zeros without
 */
public record Coefficients(List<String> features, double[][] kernel, double[] bias) {

  /** Nothing if there is a hidden layer. */
  public static Optional<Coefficients> of(Model model) {
    boolean linear =
        model.network().dense().size() == 1
            && model.network().layers().stream()
                .allMatch(
                    layer ->
                        layer instanceof DenseSpec
                            || layer instanceof DropoutSpec
                            || layer instanceof GaussianNoiseSpec);
    if (!linear) {
      return Optional.empty();
    }
    List<Slice> slices = new ParameterLayout(model.network()).slices();
    Matrix weights = slices.get(0).of(model.parameters());
    double[][] kernel = new double[weights.rows()][weights.columns()];
    List<String> names = new ArrayList<>();
    for (int j = 0; j < weights.rows(); j++) {
      names.add(model.features().featureName(j));
      for (int k = 0; k < weights.columns(); k++) {
        kernel[j][k] = weights.get(j, k);
      }
    }
    double[] bias = new double[weights.columns()];
    for (Slice slice : slices) {
      for (int k = 0; slice.role() == Role.BIAS && k < bias.length; k++) {
        bias[k] = slice.of(model.parameters()).get(0, k);
      }
    }
    return Optional.of(new Coefficients(List.copyOf(names), kernel, bias));
  }
}
