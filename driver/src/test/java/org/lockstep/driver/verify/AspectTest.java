package org.lockstep.driver.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AspectTest {
  private static List<String> names(int partitions, int vectorBits, String... clusters) {
    List<Aspect> all = Arrays.asList(Aspect.values());
    return Aspect.settings(
            all, new Aspect.Facts(2, partitions, vectorBits, Arrays.asList(clusters)))
        .stream()
        .map(Setting::name)
        .toList();
  }

  @Test
  void everyAspectChangesOneThing() {
    assertThat(names(0, 512, "spark://host:7077"))
        .containsExactly(
            "two threads",
            "one thread",
            "round loop",
            "3 partitions",
            "scalar kernel",
            "128-bit vectors",
            "256-bit vectors",
            "resumed after epoch 1",
            "cluster",
            "cluster, round loop");
  }

  @Test
  void theProcessorsOwnWidthIsTheFirstSettingsAndWiderOnesAreLeftOut() {
    assertThat(names(0, 256)).contains("128-bit vectors").doesNotContain("256-bit vectors");
    assertThat(names(0, 0)).noneMatch(name -> name.endsWith("vectors"));
  }

  @Test
  void thePartitionsAreOthersThanTheJobs() {
    assertThat(names(3, 0)).contains("5 partitions");
  }

  @Test
  void aRunOfOneEpochHasNoHalf() {
    assertThat(Aspect.settings(List.of(Aspect.RESUME), new Aspect.Facts(1, 0, 0, List.of())))
        .hasSize(1);
    assertThat(Aspect.settings(List.of(Aspect.RESUME), new Aspect.Facts(7, 0, 0, List.of())).get(1))
        .extracting(Setting::name, Setting::stop)
        .containsExactly("resumed after epoch 3", Optional.of(new Setting.Stop(3, 7)));
  }

  @Test
  void whatIsNotAskedForIsLeftOut() {
    assertThat(Aspect.settings(List.of(Aspect.LOOPS), new Aspect.Facts(2, 0, 512, List.of())))
        .extracting(Setting::overrides)
        .containsExactly(List.of("training.loop=lockstep"), List.of("training.loop=round"));
  }
}
