package org.lockstep.driver.faults;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Faults that a seed draws: one in each of the first attempts, of any rank, at one of its first
 * steps or merges. It throws, dies or is slow; what takes a minute to be noticed is not drawn.
 *
 * @param count of the faults
 */
record SeededFaults(long seed, int count) implements Serializable {
  private static final Pattern WORDS = Pattern.compile("random@seed(\\d{1,18}):(\\d{1,4})");
  private static final FaultAction[] ACTIONS = {
    FaultAction.THROW, FaultAction.KILL, FaultAction.STALL
  };
  private static final FaultSite[] SITES = {FaultSite.STEP, FaultSite.MERGE};
  private static final int PLACES = 12;

  /** Whether the words are {@code random@seed7:3}. */
  static boolean reads(String words) {
    return WORDS.matcher(words).matches();
  }

  /**
   * Reads {@code random@seed7:3}, three faults of seed 7.
   *
   * @param words that {@link #reads} takes
   */
  static SeededFaults read(String words) {
    Matcher matcher = WORDS.matcher(words);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("faults of a seed must be random@seedS:N: " + words);
    }
    return new SeededFaults(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /**
   * The faults, the same ones in every process.
   *
   * @param ranks of the attempt that asks, after a loss fewer than before
   */
  List<Fault> drawn(int ranks) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Fault> faults = new ArrayList<>();
    for (int attempt = 1; attempt <= count; attempt++) {
      FaultAction action = ACTIONS[random.nextInt(ACTIONS.length)];
      int rank = random.nextInt(Integer.MAX_VALUE) % ranks;
      FaultSite site = SITES[random.nextInt(SITES.length)];
      faults.add(new Fault(action, rank, site, 1 + random.nextInt(PLACES), attempt));
    }
    return faults;
  }
}
