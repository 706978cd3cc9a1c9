package org.lockstep.trainer.crew;

/**
 * The words of a set of bits, which the members of a crew take some at a time as they do {@link
 * Shares}. Nothing is allocated.
 */
public final class SharedWords {
  /** A cache line of words. */
  private static final int AT_A_TIME = 8;

  private final Shares shares;
  private int words;

  /** What is done with a word. */
  @FunctionalInterface
  public interface Work {
    void of(int word, int member);
  }

  /**
   * @param members of the crew
   */
  public SharedWords(int members) {
    shares = new Shares(members);
  }

  /** Deals words 0 … words − 1 out anew, while no member takes any. */
  public void deal(int words) {
    this.words = words;
    shares.deal((words + AT_A_TIME - 1) / AT_A_TIME);
  }

  /** Does the work for one word after the other until all are taken. */
  public void each(Work work, int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      int end = Math.min(words, AT_A_TIME * (i + 1));
      for (int word = AT_A_TIME * i; word < end; word++) {
        work.of(word, member);
      }
    }
  }
}
