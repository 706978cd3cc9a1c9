package org.lockstep.trainer.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.golden.Golden;

class StreamTest {
  private static final Stream GOLDEN = Stream.of(-7, Purpose.DROPOUT, 12345678901L, 3, -1);

  @Test
  void drawsTheUniformNumbersOfAnIndependentImplementation() {
    float[] expected = Golden.floats("stream.floats");
    for (int i = 0; i < expected.length; i++) {
      assertThat(GOLDEN.floatAt(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void drawsTheNormalNumbersOfAnIndependentImplementation() {
    double[] expected = Golden.doubles("stream.gaussians");
    for (int i = 0; i < expected.length; i++) {
      assertThat(GOLDEN.gaussianAt(i)).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void drawsTheBoundedNumbersOfAnIndependentImplementation() {
    long[] expected = Golden.longs("stream.bounded");
    for (int i = 0; i < expected.length; i++) {
      assertThat(GOLDEN.boundedAt(i, Integer.MAX_VALUE)).isEqualTo((int) expected[i]);
    }
  }

  @Test
  void fillsAnArrayWithTheNumbersItGivesOneByOne() {
    for (int start = 0; start < 6; start++) {
      for (int count = 0; count < 11; count++) {
        float[] filled = new float[count + 2];
        GOLDEN.floats(start, filled, 1, count);
        for (int i = 0; i < count; i++) {
          assertThat(filled[i + 1]).isEqualTo(GOLDEN.floatAt(start + i));
        }
        assertThat(filled[0]).isZero();
        assertThat(filled[count + 1]).isZero();
      }
    }
  }

  @Test
  void givesEverySeedPurposeAndKeysTheirOwnNumbers() {
    Set<Long> firstTwoWords = new HashSet<>();
    int streams = 0;
    for (long seed = 0; seed < 3; seed++) {
      for (Purpose purpose : Purpose.values()) {
        firstTwoWords.add(firstTwoWords(Stream.of(seed, purpose)));
        streams++;
        for (long a = 0; a < 20; a++) {
          firstTwoWords.add(firstTwoWords(Stream.of(seed, purpose, a)));
          streams++;
          for (long b = 0; b < 20; b++) {
            firstTwoWords.add(firstTwoWords(Stream.of(seed, purpose, a, b)));
            streams++;
          }
        }
      }
    }
    assertThat(firstTwoWords).hasSize(streams);
  }

  @Test
  void spreadsUniformNumbersEvenly() {
    int draws = 160_000;
    int[] counts = new int[16];
    Stream stream = Stream.of(1, Purpose.ORDER);
    for (int i = 0; i < draws; i++) {
      float value = stream.floatAt(i);
      assertThat(value).isBetween(0f, Math.nextDown(1f));
      counts[(int) (value * 16)]++;
    }
    // χ² with 15 degrees of freedom exceeds 37.7 once in a thousand seeds.
    double expected = draws / 16.0;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(37.7);
  }

  @Test
  void drawsNormalNumbersWithTheMomentsOfTheStandardNormal() {
    int draws = 100_000;
    Stream stream = Stream.of(1, Purpose.INITIALIZATION);
    double[] moments = new double[5];
    for (int i = 0; i < draws; i++) {
      double value = stream.gaussianAt(i);
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(value, power) / draws;
      }
    }
    // Four standard errors: 1, √2, √15 and √96, each times 4/√draws.
    assertThat(moments[1]).isCloseTo(0, within(0.013));
    assertThat(moments[2]).isCloseTo(1, within(0.018));
    assertThat(moments[3]).isCloseTo(0, within(0.049));
    assertThat(moments[4]).isCloseTo(3, within(0.124));
  }

  @Test
  void boundsWholeNumbersAndReachesThemAll() {
    Stream stream = Stream.of(1, Purpose.DEAL);
    int[] counts = new int[7];
    for (int i = 0; i < 7_000; i++) {
      counts[stream.boundedAt(i, 7)]++;
      assertThat(stream.boundedAt(i, 1)).isZero();
    }
    // 1000 ± five standard deviations of 29.3.
    for (int count : counts) {
      assertThat(count).isBetween(853, 1147);
    }
  }

  @Test
  void refusesABoundThatIsNotPositive() {
    assertThatThrownBy(() -> GOLDEN.boundedAt(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound must be >= 1. Received: 0");
  }

  private static long firstTwoWords(Stream stream) {
    return ((long) stream.intAt(0) << 32) | (stream.intAt(1) & 0xFFFFFFFFL);
  }
}
