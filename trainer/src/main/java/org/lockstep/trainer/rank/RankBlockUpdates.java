package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.Inbox;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.Hand;
import org.lockstep.trainer.update.StepLog;
import org.lockstep.trainer.update.StretchStep;

/**
 * A rank's updates of the parameters that every worker has a gradient of, block by block. Small
 * slices every rank updates for itself; of the large ones its share of blocks a rank alone updates,
 * with the state that only it keeps.
 */
final class RankBlockUpdates {
  private static final int BLOCK = 4096;

  /** Slices of fewer parameters (64 KiB) are updated everywhere. */
  private static final int LARGE = 16_384;

  private final Exchange exchange;
  private final Outbox outbox;
  private final Held held;
  private final StepLog log;
  private final Hand[] hands;
  private final RankBlocks small;
  private final RankBlocks large;
  private final Inbox inbox;
  private final Shares shares;

  /**
   * @param held what is updated
   * @param log of the steps, the last of which is made
   * @param hands one for each member of the crew
   * @param rowwise whether the first kernel is somebody else's
   */
  RankBlockUpdates(
      RankSide side,
      Outbox outbox,
      Inbox inbox,
      GradientStep gradientStep,
      Held held,
      StepLog log,
      Hand[] hands,
      boolean rowwise) {
    this.exchange = side.exchange();
    this.outbox = outbox;
    this.inbox = inbox;
    this.held = held;
    this.log = log;
    this.hands = hands;
    this.shares = new Shares(hands.length);
    List<RankBlocks.Block> everywhere = new ArrayList<>();
    List<RankBlocks.Block> dealt = new ArrayList<>();
    for (StretchStep slice : gradientStep.stretchSteps(held.optimizer())) {
      if (!rowwise || slice.slice().offset() != gradientStep.firstKernel().offset()) {
        List<RankBlocks.Block> blocks = RankBlocks.Block.cut(slice, BLOCK);
        (slice.slice().size() < LARGE ? everywhere : dealt).addAll(blocks);
      }
    }
    this.small = new RankBlocks(side, everywhere, false);
    this.large = new RankBlocks(side, dealt, true);
  }

  /** Blocks of which every rank has all. */
  RankBlocks small() {
    return small;
  }

  /** Blocks of which every rank has its share. */
  RankBlocks large() {
    return large;
  }

  /** Before the members of a crew call one of the methods for members. */
  void begin() {
    shares.deal(small.size() + large.size());
  }

  /** Merges this rank's parts of all blocks, together with the crew's other members. */
  void mergeOwn(int member) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      if (i < small.size()) {
        small.mergeOwn(i);
      } else {
        large.mergeOwn(i - small.size());
      }
    }
  }

  /**
   * Updates this rank's blocks and clears their gradients, together with the crew's other members.
   *
   * @param inverse 1 / weight of the step; 0 if there is none
   */
  void change(int member, float inverse) {
    for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
      if (i < small.size()) {
        change(small, i, inverse, hands[member]);
      } else {
        change(large, i - small.size(), inverse, hands[member]);
      }
    }
  }

  private void change(RankBlocks blocks, int i, float inverse, Hand hand) {
    int rank = exchange.rank();
    if (inverse != 0 && i >= blocks.from(rank) && i < blocks.to(rank)) {
      RankBlocks.Block block = blocks.get(i);
      float[] sums = blocks.merge(i);
      block
          .step()
          .take(
              held.current(),
              held.holding().behind(block.from()),
              block.length(),
              sums,
              blocks.mergedFrom(i),
              inverse,
              log,
              log.size() - 1,
              hand);
    }
    blocks.clearOwn(i);
  }

  /** Completes an array of what is held, of which every rank has its share of the large slices. */
  void gather(float[] numbers) {
    if (large.size() == 0) {
      return;
    }
    int left = held.parameters().length - held.holding().length();
    ByteBuffer out = outbox.start(Float.BYTES * large.length(exchange.rank()));
    large.writeNumbers(out, outbox.floats(), numbers, left);
    ByteBuffer[] received = exchange.exchange(outbox.toAll());
    for (int other = 0; other < received.length; other++) {
      if (other != exchange.rank()) {
        long bytes = Float.BYTES * large.length(other);
        ByteBuffer in = Received.of(inbox, received, other, bytes);
        large.readNumbers(other, in, inbox.floats(other), numbers, left);
      }
    }
  }
}
