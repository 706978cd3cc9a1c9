package org.lockstep.driver.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.Task;

class BoundaryTest {
  /** Rooms 0 to 20 and age 0 to 40: with 5% around them cells are 0.55 and 1.1 wide. */
  private static final double[] ROOMS = {0, 20};

  private static final double[] AGES = {40, 0};

  @Test
  void thePlaneHoldsThePointsAndALittleMore() {
    Boundary plane = Boundary.of(number(1, 0, 0), ROOMS, AGES).orElseThrow();
    assertThat(plane.xName()).isEqualTo("rooms");
    assertThat(plane.yName()).isEqualTo("age");
    assertThat(plane.x()).hasSize(40);
    assertThat(plane.x()[0]).isCloseTo(-1 + 0.275, within(1e-9));
    assertThat(plane.x()[39]).isCloseTo(21 - 0.275, within(1e-9));
    assertThat(plane.y()[0]).isCloseTo(-2 + 0.55, within(1e-9));
    assertThat(plane.y()[39]).isCloseTo(42 - 0.55, within(1e-9));
  }

  @Test
  void ofTwoClassesItShowsTheProbabilityOfTheSecond() {
    // logit = (rooms − 1) / 2 − 4.5 = (rooms − 10) / 2
    Model model =
        HandMade.table(HandMade.network(2, 1, Task.BINARY), List.of("no", "yes"), 1, 0, -4.5f);
    Boundary plane = Boundary.of(model, ROOMS, AGES).orElseThrow();
    for (int row = 0; row < 40; row++) {
      for (int column = 0; column < 40; column++) {
        double logit = (plane.x()[column] - 10) / 2;
        assertThat(plane.answers()[row][column])
            .isCloseTo(1 / (1 + Math.exp(-logit)), within(1e-6));
      }
    }
    assertThat(plane.answers()[0][19]).isLessThan(0.5);
    assertThat(plane.answers()[0][20]).isGreaterThan(0.5);
  }

  @Test
  void ofThreeClassesItShowsThePlaceOfTheAnswer() {
    // logits: 0, age − 10, 2·age − 50: b from 10 on, c from 40 on
    Model model =
        HandMade.table(
            HandMade.network(2, 3, Task.MULTICLASS),
            List.of("a", "b", "c"),
            0,
            0,
            0,
            0,
            1,
            2,
            0,
            -10,
            -50);
    Boundary plane = Boundary.of(model, ROOMS, AGES).orElseThrow();
    for (int row = 0; row < 40; row++) {
      double age = plane.y()[row];
      assertThat(plane.answers()[row]).containsOnly(age < 10 ? 0 : age < 40 ? 0.5 : 1);
    }
    assertThat(plane.y()[39]).isGreaterThan(40);
  }

  @Test
  void numbersAreStretchedBetweenTheirLeastAndGreatest() {
    Boundary plane = Boundary.of(number(0, 3, 5), ROOMS, AGES).orElseThrow();
    for (int row = 0; row < 40; row++) {
      assertThat(plane.answers()[row][7]).isCloseTo(row / 39.0, within(1e-6));
    }
    Boundary flat = Boundary.of(number(0, 0, 5), ROOMS, AGES).orElseThrow();
    assertThat(flat.answers()[3]).containsOnly(0.5);
  }

  @Test
  void pointsInOnePlaceHaveAPlaneAroundThem() {
    double[] x = Boundary.of(number(1, 0, 0), new double[] {7}, new double[] {7}).orElseThrow().x();
    assertThat(x[0]).isCloseTo(6.5 + 0.0125, within(1e-9));
    assertThat(x[39]).isCloseTo(7.5 - 0.0125, within(1e-9));
  }

  @Test
  void otherModelsHaveNoPlane() {
    Model twoNumbers =
        HandMade.table(HandMade.network(2, 2, Task.REGRESSION), List.of(), 1, 2, 3, 4, 5, 6);
    assertThat(Boundary.of(twoNumbers, ROOMS, AGES)).isEmpty();
    Model texts =
        HandMade.texts(
            List.of("bad", "fine"),
            HandMade.network(2, 1, Task.BINARY),
            List.of("no", "yes"),
            1,
            2,
            3);
    assertThat(Boundary.of(texts, ROOMS, AGES)).isEmpty();
    assertThat(Boundary.of(number(1, 0, 0), new double[0], new double[0])).isEmpty();
  }

  private static Model number(float... parameters) {
    return HandMade.table(HandMade.network(2, 1, Task.REGRESSION), List.of(), parameters);
  }
}
