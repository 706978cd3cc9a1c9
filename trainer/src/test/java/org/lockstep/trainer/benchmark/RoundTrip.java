package org.lockstep.trainer.benchmark;

/**
 * What a number takes from one processor's cache to another's and back. Between processors that
 * share their last cache some 100 ns, otherwise four times as long; a virtual machine's processors
 * may be moved from one to the other while they work.
 */
final class RoundTrip {
  /** Shorter ones are within one cache. */
  static final double NEAR_NANOS = 250;

  private static final int TURNS = 40_000;

  /** From then on the other thread perhaps waits for this one's processor. */
  private static final int LOOKS = 2_000;

  /** The number, alone on its cache line and the next. */
  private static final class Ball {
    private final long[] before = new long[16];
    private volatile int turns;
    private final long[] after = new long[16];
  }

  private RoundTrip() {}

  /** Nanoseconds of a round trip between the processors of two threads that both work, now. */
  static double nanos() {
    Ball ball = new Ball();
    Thread other =
        new Thread(
            () -> {
              for (int turn = 1; turn < 2 * TURNS; turn += 2) {
                await(ball, turn);
              }
            },
            "round-trip");
    other.start();
    // The thread's start is not part of it.
    for (int turn = 0; turn < TURNS; turn += 2) {
      await(ball, turn);
    }
    long start = System.nanoTime();
    for (int turn = TURNS; turn < 2 * TURNS; turn += 2) {
      await(ball, turn);
    }
    double nanos = (double) (System.nanoTime() - start) / (TURNS / 2);
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return nanos;
  }

  private static void await(Ball ball, int turn) {
    for (int look = 0; ball.turns != turn; look++) {
      if (look < LOOKS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    ball.turns = turn + 1;
  }
}
