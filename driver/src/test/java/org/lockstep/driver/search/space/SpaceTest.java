package org.lockstep.driver.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpaceTest {
  private static final Parameter RATE =
      Parameter.of("training.optimizer.rate", new RealRange(1e-4, 1, Scale.LOG, 5));
  private static final Parameter LAYERS =
      Parameter.of("layers", new IntegerRange(1, 3, Scale.LINEAR, 3));
  private static final Parameter SECOND =
      Parameter.of("units2", new IntegerRange(8, 64, Scale.LOG, 4))
          .when(Condition.on("layers", 2, 3));
  private static final Parameter ACTIVATION =
      Parameter.of("activation", Choice.of("relu", "tanh", "sigmoid"));

  @Test
  void everyChoiceHasAnEqualPiece() {
    Choice choice = Choice.of("a", "b", "c", "d");
    assertThat(choice.value(0)).isEqualTo("a");
    assertThat(choice.value(0.2499)).isEqualTo("a");
    assertThat(choice.value(0.25)).isEqualTo("b");
    assertThat(choice.value(1)).isEqualTo("d");
    assertThat(choice.unit("c")).isEqualTo(0.625);
  }

  @Test
  void theEndsOfAWholeNumberRangeAreAsLikelyAsTheRest() {
    IntegerRange range = new IntegerRange(1, 4, Scale.LINEAR, 2);
    int[] counts = new int[5];
    for (int i = 0; i < 4000; i++) {
      counts[(int) (long) (Long) range.value((i + 0.5) / 4000)]++;
    }
    assertThat(counts).containsExactly(0, 1000, 1000, 1000, 1000);
    assertThat(range.value(0)).isEqualTo(1L);
    assertThat(range.value(1)).isEqualTo(4L);
  }

  /** Half of a log range 16…1024 lies below its geometric mean 128. */
  @Test
  void aLogRangeIsEvenInItsFactors() {
    IntegerRange units = new IntegerRange(16, 1024, Scale.LOG, 7);
    assertThat((Long) units.value(0.5)).isBetween(126L, 129L);
    assertThat(units.grid()).containsExactly(16L, 32L, 64L, 128L, 256L, 512L, 1024L);
    RealRange rate = new RealRange(1e-6, 1e-1, Scale.LOG, 6);
    assertThat(rate.grid()).containsExactly(1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1);
    assertThat(rate.unit(1e-3)).isCloseTo(0.6, offset(1e-12));
  }

  @Test
  void realValuesHaveSixDigitsButForTheEnds() {
    RealRange range = new RealRange(0.12345678, 0.98765432, Scale.LINEAR, 2);
    assertThat(range.value(0.5)).isEqualTo(0.555556);
    assertThat(range.value(0)).isEqualTo(0.12345678);
    assertThat(range.value(1)).isEqualTo(0.98765432);
  }

  /** Against the decimal arithmetic of the JDK. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-13, 1e-9, 1, 1e8, 1e20})
  void sixDigitsAreTheNearestDouble(double magnitude) {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double x = magnitude * (random.nextDouble() - 0.5);
      double six = new BigDecimal(x).round(new MathContext(6)).doubleValue();
      assertThat(Values.rounded(x, -1e30, 1e30)).isEqualTo(six);
    }
    assertThat(Values.rounded(0, -1, 1)).isZero();
  }

  @Test
  void aParameterCountsOnlyWhereItsConditionHolds() {
    Space space = Space.of(RATE, LAYERS, SECOND, ACTIVATION);
    Setting shallow = space.setting(new double[] {0.5, 0.1, 0.9, 0.5});
    assertThat(shallow.values())
        .isEqualTo(Map.of("training.optimizer.rate", 0.01, "layers", 1L, "activation", "tanh"));
    Setting deep = space.setting(new double[] {0.5, 0.5, 0.9, 0.5});
    assertThat(deep.get("units2")).isPresent();
    assertThat(deep)
        .hasToString("training.optimizer.rate=0.01, layers=2, units2=52, activation=tanh");
    assertThat(space.active(shallow)).containsExactly(true, true, false, true);
    assertThat(space.point(shallow)[2]).isEqualTo(0.5);
  }

  @Test
  void aConditionOnAParameterThatDoesNotCountDoesNotHold() {
    Parameter third = Parameter.of("third", Choice.of(true, false)).when(Condition.on("units2", 8));
    Setting setting = Space.of(LAYERS, SECOND, third).setting(new double[] {0, 0, 0});
    assertThat(setting.values()).containsOnlyKeys("layers");
  }

  @Test
  void theSettingOfASettingsPointIsItself() {
    Space space = Space.of(RATE, LAYERS, SECOND, ACTIVATION);
    for (Setting setting : new Grid(space).settings(1000)) {
      assertThat(space.setting(space.point(setting))).isEqualTo(setting);
    }
  }

  /** 5 rates × (1 layer, or 2 or 3 layers with 4 widths each) × 3 activations. */
  @Test
  void theGridCountsConditionalParametersOnlyWhereTheyCount() {
    Grid grid = new Grid(Space.of(RATE, LAYERS, SECOND, ACTIVATION));
    assertThat(grid.size()).isEqualTo(5 * (1 + 2 * 4) * 3);
    List<Setting> settings = grid.settings(Integer.MAX_VALUE);
    assertThat(settings).hasSize(135).doesNotHaveDuplicates();
    assertThat(grid.settings(7)).isEqualTo(settings.subList(0, 7));
    assertThat(settings.get(1).get("activation")).contains("tanh");
  }

  @Test
  void anEnormousGridIsCountedAtOnceAndNeverOverflows() {
    Parameter[] many = new Parameter[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = Parameter.of("p" + i, new RealRange(0, 1, Scale.LINEAR, 1000));
    }
    Grid grid = new Grid(Space.of(many));
    assertThat(grid.size()).isEqualTo(Long.MAX_VALUE);
    assertThat(grid.settings(3)).hasSize(3);
  }

  @Test
  void listsAreValuesToo() {
    Choice hidden = Choice.of(List.of(64), List.of(128, 64));
    assertThat(hidden.value(1)).isEqualTo(List.of(128L, 64L));
    assertThat(hidden.unit(List.of(64L))).isEqualTo(0.25);
  }

  @Test
  void badSpacesAreRefused() {
    assertThatThrownBy(() -> new RealRange(0, 1, Scale.LOG, 3))
        .hasMessage("low of a log range must be > 0. Received: 0.0");
    assertThatThrownBy(() -> new RealRange(1, 1, Scale.LINEAR, 3))
        .hasMessage("a real range must have low < high. Received: 1.0 to 1.0");
    assertThatThrownBy(() -> new RealRange(0, 1, Scale.LINEAR, 1))
        .hasMessage("points must be >= 2. Received: 1");
    assertThatThrownBy(() -> new IntegerRange(0, 8, Scale.LOG, 3))
        .hasMessage("low of a log range must be > 0. Received: 0.0");
    assertThatThrownBy(() -> new IntegerRange(0, 1L << 52, Scale.LINEAR, 3))
        .hasMessageContaining("a whole number must be within ±2^51");
    assertThatThrownBy(() -> Choice.of())
        .hasMessage("a choice must have at least one value. Received: none");
    assertThatThrownBy(() -> Choice.of(1, 1.0))
        .hasMessage("a choice must have different values. Received twice: 1.0");
    assertThatThrownBy(() -> Choice.of(new Object()))
        .hasMessageStartingWith("a value must be a text, a number, true, false or a list of them");
    assertThatThrownBy(() -> new Condition("a", List.of()))
        .hasMessage("a condition on a must have at least one value. Received: none");
    assertThatThrownBy(() -> Parameter.of(" ", Choice.of(1)))
        .hasMessage("a parameter must have a key. Received: \" \"");
    assertThatThrownBy(() -> Space.of())
        .hasMessage("a search space must have at least one parameter. Received: none");
    assertThatThrownBy(() -> Space.of(RATE, RATE))
        .hasMessage("parameters must have different keys. Received twice: " + RATE.key());
    assertThatThrownBy(() -> Space.of(SECOND, LAYERS))
        .hasMessage("the condition of units2 must name a parameter before it. Received: layers");
    assertThatThrownBy(() -> Space.of(RATE, ACTIVATION.when(Condition.on(RATE.key(), 0.1))))
        .hasMessageContaining("must be on a choice or a whole number");
    assertThatThrownBy(() -> Space.of(LAYERS, ACTIVATION.when(Condition.on("layers", 4))))
        .hasMessage("the value must be a whole number from 1 to 3. Received: 4");
    assertThatThrownBy(() -> Space.of(LAYERS).setting(new double[2]))
        .hasMessage("a point must have 1 places. Received: 2");
  }

  @Test
  void valuesOutsideADomainHaveNoPlace() {
    assertThatThrownBy(() -> Choice.of("a").unit("b"))
        .hasMessage("the value must be one of [a]. Received: b");
    assertThatThrownBy(() -> new RealRange(0, 1, Scale.LINEAR, 2).unit(2))
        .hasMessage("the value must be from 0.0 to 1.0. Received: 2");
    assertThatThrownBy(() -> new IntegerRange(0, 3, Scale.LINEAR, 2).unit(1.5))
        .hasMessage("the value must be a whole number from 0 to 3. Received: 1.5");
  }
}
