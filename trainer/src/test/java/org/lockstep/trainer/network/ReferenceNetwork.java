package org.lockstep.trainer.network;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.activation.RRelu;
import org.lockstep.trainer.activation.Softmax;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * The network's objective in double precision, written from the definitions and sharing no code
 * with the passes: what gradients are checked against by central differences.
 *
 * @param rows features (rows, inputs)
 * @param targets (rows, targetColumns)
 * @param sparse whether noise on the input is among its non-zeros only
 * @param dropout whether masks are applied, of the stream (seed, step, worker)
 */
record ReferenceNetwork(
    NetworkSpec network,
    double[][] rows,
    float[] targets,
    float[] weights,
    boolean dropout,
    boolean sparse,
    long seed,
    long step,
    int worker) {

  /** Σ w·ℓ / Σ w + Σ λ·W². */
  double objective(double[] parameters) {
    double[][] x = rows;
    double penalty = 0;
    int next = 0;
    List<LayerSpec> layers = network.layers();
    for (int layer = 0; layer < layers.size(); layer++) {
      if (layers.get(layer) instanceof DropoutSpec spec) {
        x = dropout ? dropped(x, spec.rate(), layer) : x;
      } else if (layers.get(layer) instanceof GaussianNoiseSpec spec) {
        x = noisy(x, spec.standardDeviation(), layer, sparse && next == 0);
      } else if (layers.get(layer) instanceof ActivationSpec spec) {
        x = activated(x, spec.activation(), layer, parameters, next);
        next += spec.activation() instanceof PRelu ? x[0].length : 0;
      } else if (layers.get(layer) instanceof BatchNormalizationSpec spec) {
        x = normalized(x, spec, parameters, next);
        next += x[0].length * (2 + (spec.scale() ? 1 : 0) + (spec.center() ? 1 : 0));
      } else if (layers.get(layer) instanceof DenseSpec dense) {
        int inputs = x[0].length;
        int bias = next + inputs * dense.units();
        double[][] y = new double[x.length][dense.units()];
        for (int i = 0; i < x.length; i++) {
          for (int j = 0; j < dense.units(); j++) {
            double z = dense.bias() ? parameters[bias + j] : 0;
            for (int k = 0; k < inputs; k++) {
              z += x[i][k] * parameters[next + k * dense.units() + j];
            }
            y[i][j] = z;
          }
        }
        for (int k = next; k < bias; k++) {
          penalty += dense.l2() * parameters[k] * parameters[k];
        }
        next = bias + (dense.bias() ? dense.units() : 0);
        x = activated(y, dense.activation(), layer, parameters, next);
        next += dense.activation() instanceof PRelu ? dense.units() : 0;
      }
    }
    double loss = 0;
    double weight = 0;
    for (int i = 0; i < x.length; i++) {
      loss += weights[i] * loss(x[i], i);
      weight += weights[i];
    }
    return loss / weight + penalty;
  }

  private double[][] activated(
      double[][] z, Activation f, int layer, double[] parameters, int alpha) {
    Stream drawn = Stream.of(seed, Purpose.SLOPE, step, worker, layer);
    double[][] a = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        if (f instanceof PRelu) {
          a[i][j] = z[i][j] > 0 ? z[i][j] : parameters[alpha + j] * z[i][j];
        } else if (f instanceof RRelu r) {
          double u = drawn.floatAt((long) i * z[i].length + j);
          a[i][j] = z[i][j] > 0 ? z[i][j] : (r.lower() + u * (r.upper() - r.lower())) * z[i][j];
        } else if (f instanceof Softmax) {
          double sum = Arrays.stream(z[i]).map(Math::exp).sum();
          a[i][j] = Math.exp(z[i][j]) / sum;
        } else {
          a[i][j] = activate(f, z[i][j]);
        }
      }
    }
    return a;
  }

  private double[][] noisy(double[][] x, double deviation, int layer, boolean nonZeros) {
    Stream stream = Stream.of(seed, Purpose.NOISE, step, worker, layer);
    double[][] out = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        double noise = deviation * stream.gaussianAt((long) i * x[i].length + j);
        out[i][j] = x[i][j] + (nonZeros && rows[i][j] == 0 ? 0 : noise);
      }
    }
    return out;
  }

  private static double[][] normalized(
      double[][] x, BatchNormalizationSpec spec, double[] parameters, int first) {
    int columns = x[0].length;
    double[][] out = new double[x.length][columns];
    for (int j = 0; j < columns; j++) {
      double sum = 0;
      double squares = 0;
      for (double[] row : x) {
        sum += row[j];
        squares += row[j] * row[j];
      }
      double mean = sum / x.length;
      double deviation = Math.sqrt(squares / x.length - mean * mean + spec.epsilon());
      double gamma = spec.scale() ? parameters[first + j] : 1;
      double beta = spec.center() ? parameters[first + (spec.scale() ? columns : 0) + j] : 0;
      for (int i = 0; i < x.length; i++) {
        out[i][j] = gamma * (x[i][j] - mean) / deviation + beta;
      }
    }
    return out;
  }

  private double[][] dropped(double[][] x, double rate, int layer) {
    Stream stream = Stream.of(seed, Purpose.DROPOUT, step, worker, layer);
    double[][] out = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        boolean kept = stream.floatAt((long) i * x[i].length + j) >= rate;
        out[i][j] = kept ? x[i][j] / (1 - rate) : 0;
      }
    }
    return out;
  }

  private static double activate(Activation f, double z) {
    return switch (f.name()) {
      case "identity" -> z;
      case "sigmoid" -> sigmoid(z);
      case "tanh" -> Math.tanh(z);
      case "relu" -> Math.max(0, z);
      case "leaky_relu" -> z > 0 ? z : ((LeakyRelu) f).slope() * z;
      case "elu" -> z > 0 ? z : ((Elu) f).alpha() * (Math.exp(z) - 1);
      case "selu" -> 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.exp(z) - 1));
      case "gelu" -> z * (1 + erf(z / Math.sqrt(2))) / 2;
      case "gelu_tanh" ->
          z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z))) / 2;
      case "silu" -> z * sigmoid(z);
      case "mish" -> z * Math.tanh(Math.log(1 + Math.exp(z)));
      case "softplus" -> Math.log(1 + Math.exp(z));
      default -> throw new IllegalArgumentException("no definition of " + f.name());
    };
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** 2/√π·Σₙ (−1)ⁿ·x²ⁿ⁺¹ / (n!·(2n+1)), for the small x of these networks. */
  private static double erf(double x) {
    double power = x;
    double sum = 0;
    for (int n = 0; n < 60; n++) {
      sum += power / (2 * n + 1);
      power *= -x * x / (n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  /** Of two classes as of several whose first logit is 0. */
  private double loss(double[] z, int row) {
    double[] y = z.clone();
    if (network.output() instanceof OutputSpec.Bounded b) {
      for (int k = 0; k < z.length; k++) {
        y[k] =
            b.hasLower() && b.hasUpper()
                ? b.lower() + (b.upper() - b.lower()) * sigmoid(z[k])
                : b.hasLower()
                    ? b.lower() + Math.log(1 + Math.exp(z[k]))
                    : b.upper() - Math.log(1 + Math.exp(-z[k]));
      }
    }
    return switch (network.task()) {
      case MULTICLASS -> classLoss(z, (int) targets[row]);
      case BINARY -> classLoss(new double[] {0, z[0]}, (int) targets[row]);
      case MULTI_LABEL -> labelLoss(z, row);
      case DISTRIBUTION -> divergence(z, row);
      case REGRESSION, RECONSTRUCTION -> numberLoss(y, row);
    };
  }

  /** The mean over labels of the loss of two classes, times the weight of a label that is there. */
  private double labelLoss(double[] z, int row) {
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      int target = (int) targets[row * z.length + k];
      double factor =
          target == 1 && network.loss() instanceof LossSpec.PositiveWeighted weighted
              ? weighted.positive().get(k)
              : 1;
      sum += factor * classLoss(new double[] {0, z[k]}, target);
    }
    return sum / z.length;
  }

  private double divergence(double[] z, int row) {
    double sum = 0;
    for (double each : z) {
      sum += Math.exp(each);
    }
    double divergence = 0;
    for (int k = 0; k < z.length; k++) {
      double share = targets[row * z.length + k];
      divergence += share * Math.log(share / (Math.exp(z[k]) / sum));
    }
    return divergence;
  }

  private double classLoss(double[] z, int target) {
    double[] p = new double[z.length];
    double sum = 0;
    double rival = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < z.length; k++) {
      sum += Math.exp(z[k]);
      rival = k == target ? rival : Math.max(rival, z[k]);
    }
    for (int k = 0; k < z.length; k++) {
      p[k] = Math.exp(z[k]) / sum;
    }
    if (network.loss().unweighted() instanceof LossSpec.Hinge) {
      return Math.max(0, 1 + rival - z[target]);
    } else if (network.loss().unweighted() instanceof LossSpec.Focal focal) {
      return -Math.pow(1 - p[target], focal.gamma()) * Math.log(p[target]);
    }
    double smoothing = ((LossSpec.CrossEntropy) network.loss().unweighted()).labelSmoothing();
    double loss = -(1 - smoothing) * Math.log(p[target]);
    for (double each : p) {
      loss -= smoothing / p.length * Math.log(each);
    }
    return loss;
  }

  private double numberLoss(double[] z, int row) {
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      double target = targets[row * z.length + j];
      double apart = Math.abs(z[j] - target);
      if (network.loss() instanceof LossSpec.AbsoluteError) {
        sum += apart;
      } else if (network.loss() instanceof LossSpec.Huber huber) {
        double near = Math.min(apart, huber.delta());
        sum += near * near / 2 + huber.delta() * (apart - near);
      } else if (network.loss() instanceof LossSpec.Poisson) {
        sum += Math.exp(z[j]) - target * z[j];
      } else if (network.loss() instanceof LossSpec.CrossEntropy) {
        double p = 1 / (1 + Math.exp(-z[j]));
        sum -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
      } else {
        sum += apart * apart;
      }
    }
    return sum / z.length;
  }
}
