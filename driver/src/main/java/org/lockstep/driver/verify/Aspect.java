package org.lockstep.driver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the compared settings differ in: one thing each from the first one. */
public enum Aspect {
  /** The number of threads. */
  THREADS {
    @Override
    List<Setting> settings(Facts facts) {
      return List.of(setting("one thread", "local[1]", List.of(LOCKSTEP), List.of()));
    }
  },
  /** The training loop. */
  LOOPS {
    @Override
    List<Setting> settings(Facts facts) {
      return List.of(setting("round loop", MASTER, List.of("training.loop=round"), List.of()));
    }
  },
  /** The partitioning of the input. */
  PARTITIONS {
    @Override
    List<Setting> settings(Facts facts) {
      int others = facts.partitions() == 3 ? 5 : 3;
      return List.of(
          setting(
              others + " partitions",
              MASTER,
              List.of(LOCKSTEP, "data.partitions=" + others),
              List.of()));
    }
  },
  /** The arithmetic: no vectors, and vectors of all widths that the processor has. */
  KERNELS {
    @Override
    List<Setting> settings(Facts facts) {
      List<Setting> settings = new ArrayList<>();
      settings.add(kernel("scalar kernel", "-Dlockstep.kernel=scalar"));
      IntStream.of(128, 256, 512)
          .filter(bits -> bits < facts.vectorBits())
          .forEach(
              bits -> settings.add(kernel(bits + "-bit vectors", "-Dlockstep.vectorBits=" + bits)));
      return settings;
    }

    private Setting kernel(String name, String option) {
      return setting(name, MASTER, List.of(LOCKSTEP), List.of(option));
    }
  },
  /** A run that ends, and that another process resumes from its checkpoint. */
  RESUME {
    @Override
    List<Setting> settings(Facts facts) {
      if (facts.epochs() < 2) {
        return List.of();
      }
      int half = facts.epochs() / 2;
      return List.of(
          new Setting(
              "resumed after epoch " + half,
              MASTER,
              List.of(LOCKSTEP),
              List.of(),
              Optional.of(new Setting.Stop(half, facts.epochs()))));
    }
  },
  /** Executors in processes of their own, and both loops over them. */
  CLUSTER {
    @Override
    List<Setting> settings(Facts facts) {
      return facts.clusters().stream()
          .flatMap(
              master ->
                  List.of(
                      setting("cluster", master, List.of(LOCKSTEP), List.of()),
                      setting(
                          "cluster, round loop", master, List.of("training.loop=round"), List.of()))
                      .stream())
          .toList();
    }
  };

  private static final String MASTER = "local[2]";
  private static final String LOCKSTEP = "training.loop=lockstep";

  /**
   * What the settings depend on.
   *
   * @param epochs of each run
   * @param partitions of the job's input; 0 for the source's own
   * @param vectorBits of the kernel that this machine chooses; 0 without vectors
   * @param clusters masters of the user's
   */
  public record Facts(int epochs, int partitions, int vectorBits, List<String> clusters) {
    public Facts {
      clusters = List.copyOf(clusters);
    }
  }

  abstract List<Setting> settings(Facts facts);

  /** The setting that the others are compared with: the lockstep loop in two threads. */
  public static Setting first() {
    return setting("two threads", MASTER, List.of(LOCKSTEP), List.of());
  }

  /** The first setting, then what each of the aspects adds. */
  public static List<Setting> settings(List<Aspect> aspects, Facts facts) {
    List<Setting> settings = new ArrayList<>(List.of(first()));
    aspects.forEach(aspect -> settings.addAll(aspect.settings(facts)));
    return settings;
  }

  /** As on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Aspect::word).toList();
  }

  private static Setting setting(
      String name, String master, List<String> overrides, List<String> jvmOptions) {
    return new Setting(name, master, overrides, jvmOptions);
  }
}
