package org.lockstep.driver.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The Params of self-training, with their defaults. */
public final class SelfTrainingParamSet implements Serializable {
  private static final long serialVersionUID = 1L;

  final IntParam rounds;
  final DoubleParam confidence;
  final DoubleParam pseudoWeight;

  public SelfTrainingParamSet(Params owner) {
    rounds =
        new IntParam(owner, "rounds", "students after the teacher (>= 1)", ParamValidators.gtEq(1));
    confidence =
        new DoubleParam(
            owner,
            "confidence",
            "the least probability, in (0, 1], with which a row without a label gets one",
            ParamValidators.inRange(0, 1, false, true));
    pseudoWeight =
        new DoubleParam(
            owner,
            "pseudoWeight",
            "what a row counts whose label was given by a model (> 0)",
            ParamValidators.gt(0));
    owner.setDefault(rounds, 3);
    owner.setDefault(confidence, 0.95);
    owner.setDefault(pseudoWeight, 1.0);
  }
}
