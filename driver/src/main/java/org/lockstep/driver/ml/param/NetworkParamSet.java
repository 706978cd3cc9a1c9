package org.lockstep.driver.ml.param;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import scala.Function1;

/** The Params of one estimator or model, with their defaults. */
public final class NetworkParamSet implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> weightCol;
  final Param<String> validationIndicatorCol;
  final IntParam maxIter;
  final DoubleParam tol;
  final DoubleParam stepSize;
  final IntParam blockSize;
  final IntArrayParam layers;
  final Param<String> solver;
  final LongParam seed;
  final Param<Vector> initialWeights;
  final IntArrayParam hiddenUnits;
  final Param<String> activation;
  final Param<String> initializer;
  final DoubleParam l1;
  final DoubleParam l2;
  final DoubleParam dropout;
  final BooleanParam batchNormalization;
  final Param<String> loss;
  final Param<String> optimizer;
  final Param<String> schedule;
  final Param<String> clip;
  final IntParam batchSize;
  final IntParam workers;
  final IntParam patience;
  final Param<String> monitor;
  final Param<String> classWeight;
  final Param<String> loop;
  final Param<String> layerRates;
  final StringArrayParam frozenLayers;
  final Param<String> warmStart;
  final Param<String> head;
  final StringArrayParam featureNames;
  final Param<String> settings;

  public NetworkParamSet(Params owner) {
    weightCol =
        new Param<>(owner, "weightCol", "column of example weights, >= 0; all 1 if not set");
    validationIndicatorCol =
        new Param<>(
            owner,
            "validationIndicatorCol",
            "boolean column: true for rows that are not trained on but watched for early stopping");
    maxIter = new IntParam(owner, "maxIter", "the most epochs (>= 1)", ParamValidators.gtEq(1));
    tol =
        new DoubleParam(
            owner,
            "tol",
            "the least change of the monitored quantity that counts as progress (>= 0)",
            ParamValidators.gtEq(0));
    stepSize = new DoubleParam(owner, "stepSize", "the learning rate (> 0)", ParamValidators.gt(0));
    blockSize =
        new IntParam(
            owner,
            "blockSize",
            "rows that are computed together (>= 1): the most rows of a step where batchSize is not"
                + " set; then a step has at most an eighth of the training rows",
            ParamValidators.gtEq(1));
    layers =
        new IntArrayParam(
            owner,
            "layers",
            "sizes of all layers, inputs and outputs among them, as MultilayerPerceptronClassifier"
                + " takes them; two classes then have two softmax outputs. hiddenUnits if not set",
            moreThan(1));
    solver =
        new Param<>(
            owner,
            "solver",
            "the optimizer's name: gd (plain gradient descent, as sgd) or one of "
                + String.join(", ", Solvers.NAMES)
                + "; l-bfgs is not among them",
            new Solvers.Known());
    seed = new LongParam(owner, "seed", "of initial weights, row order, dropout");
    initialWeights =
        new Param<>(
            owner,
            "initialWeights",
            "all weights to start from, as weights() of a model gives them: layer by layer the"
                + " kernel (inputs, units) row by row, then the bias; from the seed if not set");
    hiddenUnits =
        new IntArrayParam(
            owner,
            "hiddenUnits",
            "units of each hidden layer where layers is not set; none: linear");
    activation =
        new Param<>(
            owner,
            "activation",
            "of the hidden layers: a word, or {type = leaky_relu, …} as in a job file");
    initializer =
        new Param<>(
            owner,
            "initializer",
            "of the hidden layers' kernels: auto (what suits the activation), a word, or {type ="
                + " …}");
    l1 = new DoubleParam(owner, "l1", "penalty l1*sum|w| on all kernels", ParamValidators.gtEq(0));
    l2 = new DoubleParam(owner, "l2", "penalty l2*sum w^2 on all kernels", ParamValidators.gtEq(0));
    dropout =
        new DoubleParam(
            owner,
            "dropout",
            "share of each hidden layer's outputs that is dropped in training, in [0, 1)",
            ParamValidators.inRange(0, 1, true, false));
    batchNormalization =
        new BooleanParam(
            owner, "batchNormalization", "whether hidden layers are normalized batch by batch");
    loss = new Param<>(owner, "loss", "auto (what suits the labels), a word, or {type = focal, …}");
    optimizer =
        new Param<>(
            owner,
            "optimizer",
            "the optimizer's settings as in a job file: {momentum = 0.95}; solver and stepSize are"
                + " its type and learningRate where it has none");
    schedule =
        new Param<>(
            owner,
            "schedule",
            "of the learning rate: a word, or {type = cosine, totalSteps = 900}");
    clip = new Param<>(owner, "clip", "of gradients: none, or {type = global_norm, limit = 1}");
    batchSize =
        new IntParam(
            owner, "batchSize", "rows a step, over all workers (>= 1)", ParamValidators.gtEq(1));
    workers =
        new IntParam(
            owner,
            "workers",
            "logical workers (>= 1), part of the arithmetic like batchSize and not of the cluster",
            ParamValidators.gtEq(1));
    patience =
        new IntParam(
            owner,
            "patience",
            "epochs without progress after which training stops; 0: never before maxIter",
            ParamValidators.gtEq(0));
    monitor =
        new Param<>(
            owner,
            "monitor",
            "whose progress is watched: auto (validation_loss where validationIndicatorCol is set,"
                + " and then the best epoch is kept; else loss), or a name such as"
                + " validation_macro_f1");
    classWeight =
        new Param<>(
            owner,
            "classWeight",
            "none, balanced, or factors by label: {\"0\" = 1, \"1\" = 3}; none for a regressor");
    loop =
        new Param<>(
            owner,
            "loop",
            "where steps are made, with the same bits: auto, task (all in one task), round (a Spark"
                + " job a step), lockstep (one barrier stage)",
            ParamValidators.inArray(List.of("auto", "task", "round", "lockstep")));
    layerRates =
        new Param<>(
            owner,
            "layerRates",
            "factors of the learning rate by layer, as {dense_1 = 0.1}; 0 freezes a layer");
    frozenLayers =
        new StringArrayParam(
            owner, "frozenLayers", "layers whose weights keep their bits: dense_1");
    warmStart =
        new Param<>(
            owner,
            "warmStart",
            "directory of a saved model of ours, or of a run, to start from; empty: from the seed");
    head =
        new Param<>(
            owner,
            "head",
            "of warmStart's output layer: keep (its columns by label) or replace (start anew)",
            ParamValidators.inArray(List.of("keep", "replace")));
    featureNames =
        new StringArrayParam(
            owner,
            "featureNames",
            "names of the features in the vector's order, such as a CountVectorizer's vocabulary:"
                + " warmStart matches by them, and the model keeps them; empty: those of the"
                + " column's attributes, if all have one");
    settings =
        new Param<>(
            owner,
            "settings",
            "further keys of a job file's network and training sections, as HOCON; Params that are"
                + " set win over them");
    owner.setDefault(maxIter, 100);
    owner.setDefault(tol, 1e-6);
    owner.setDefault(stepSize, 0.01);
    owner.setDefault(blockSize, 128);
    owner.setDefault(solver, "adam");
    owner.setDefault(seed, 1L);
    owner.setDefault(hiddenUnits, new int[] {64});
    owner.setDefault(activation, "sigmoid");
    owner.setDefault(initializer, "auto");
    owner.setDefault(l1, 0.0);
    owner.setDefault(l2, 0.0);
    owner.setDefault(dropout, 0.0);
    owner.setDefault(batchNormalization, false);
    owner.setDefault(loss, "auto");
    owner.setDefault(optimizer, "");
    owner.setDefault(schedule, "constant");
    owner.setDefault(clip, "none");
    owner.setDefault(workers, 4);
    owner.setDefault(patience, 10);
    owner.setDefault(monitor, "auto");
    owner.setDefault(classWeight, "none");
    owner.setDefault(loop, "auto");
    owner.setDefault(layerRates, "{}");
    owner.setDefault(frozenLayers, new String[0]);
    owner.setDefault(warmStart, "");
    owner.setDefault(head, "keep");
    owner.setDefault(featureNames, new String[0]);
    owner.setDefault(settings, "");
  }

  /**
   * Spark's own check, which is declared for objects; a lambda of ours would not be serialisable.
   */
  @SuppressWarnings("unchecked")
  private static Function1<int[], Object> moreThan(int length) {
    return (Function1<int[], Object>) (Function1<?, ?>) ParamValidators.arrayLengthGt(length);
  }
}
