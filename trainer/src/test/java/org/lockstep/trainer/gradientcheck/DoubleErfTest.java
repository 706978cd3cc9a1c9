package org.lockstep.trainer.gradientcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lockstep.trainer.golden.Golden;

class DoubleErfTest {

  @Test
  void agreesWithScipy() {
    double[] x = Golden.doubles("erf.x");
    double[] erf = Golden.doubles("erf.erf");
    double[] normal = Golden.doubles("erf.normal");
    for (int i = 0; i < x.length; i++) {
      assertThat(DoubleErf.erf(x[i])).as("erf %s", x[i]).isCloseTo(erf[i], within(1e-14));
      assertThat(DoubleErf.normal(x[i]))
          .as("normal %s", x[i])
          .isCloseTo(normal[i], within(1e-12 * normal[i]));
    }
  }
}
