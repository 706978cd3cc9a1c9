package org.lockstep.trainer.rank;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.ExchangeException;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.merge.RankTree;
import org.lockstep.trainer.question.Question;

/** The answers of all ranks' workers to a question, merged in worker order. */
final class RankAnswers<A> {
  private final Question<A> question;
  private final RankTree tree;
  private final Exchange exchange;

  RankAnswers(Question<A> question, RankTree tree, Exchange exchange) {
    this.question = question;
    this.tree = tree;
    this.exchange = exchange;
  }

  /** Asks one of this rank's workers. */
  @FunctionalInterface
  interface Own<A> {

    /**
     * @param worker v of 0 … V−1
     * @param place its place among this rank's
     */
    A of(int worker, int place);
  }

  /** Asks this rank's workers, and returns what the workers of all ranks answered. */
  A merged(Own<A> own) {
    try {
      byte[] bytes = write(own);
      Outbox outbox = new Outbox(exchange.ranks());
      outbox.start(bytes.length).put(bytes);
      ByteBuffer[] received = exchange.exchange(outbox.toAll());
      DataInputStream[] streams = new DataInputStream[received.length];
      for (int rank = 0; rank < received.length; rank++) {
        byte[] theirs = bytes;
        if (rank != exchange.rank()) {
          theirs = new byte[received[rank].remaining()];
          received[rank].get(theirs);
        }
        streams[rank] = new DataInputStream(new ByteArrayInputStream(theirs));
      }
      return merge(streams);
    } catch (IOException wrong) {
      throw new IllegalStateException("answers of workers cannot be written", wrong);
    }
  }

  private byte[] write(Own<A> own) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (int worker = 0; worker < tree.workers(); worker++) {
      if (tree.rankOf(worker) == exchange.rank()) {
        question.write(own.of(worker, tree.place(worker)), out);
      }
    }
    return bytes.toByteArray();
  }

  private A merge(DataInputStream[] streams) {
    A merged = null;
    for (int worker = 0; worker < tree.workers(); worker++) {
      int rank = tree.rankOf(worker);
      A answer;
      try {
        answer = question.read(streams[rank]);
      } catch (IOException wrong) {
        throw new ExchangeException(
            rank, "rank %d sent what is no answer of worker %d".formatted(rank, worker), wrong);
      }
      merged = merged == null ? answer : question.merge(merged, answer);
    }
    return merged;
  }
}
