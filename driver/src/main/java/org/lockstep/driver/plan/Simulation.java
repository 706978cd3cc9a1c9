package org.lockstep.driver.plan;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A discrete-event simulation of steps: every rank computes for a noisy time, then its card sends a
 * message to each other rank, the next one first; a message arrives after the latency and passes
 * the receiver's card, which takes messages in the order of their arrival; a rank goes on when all
 * others' messages are there and its own are sent. Ranks run ahead of each other as far as that
 * allows, which the model's sum of maxima leaves out.
 *
 * <p>Deterministic: the noise is a function of (seed, rank, step).
 */
public final class Simulation {
  private static final int SEND = 0;
  private static final int ARRIVE = 1;
  private static final int COMPLETE = 2;

  private final List<RankWork> round;
  private final Link link;
  private final Noise noise;
  private final int ranks;
  private final int period;
  private final EventQueue events = new EventQueue();
  private final SplittableRandom[] random;

  /** Per rank, the exchanges that it has finished. */
  private final int[] exchange;

  /** Per rank, the messages that it has sent in its exchange. */
  private final int[] sent;

  /** Per rank, when its card has received what has arrived. */
  private final double[] card;

  /** Per rank and parity of the exchange, when all messages are received that have arrived. */
  private final double[][] received;

  /** Per rank and parity of the exchange, the messages that have arrived: no rank is two ahead. */
  private final int[][] arrived;

  private int last;
  private double finished;

  Simulation(List<RankWork> round, Link link, Noise noise, int ranks, int period, long seed) {
    this.round = round;
    this.link = link;
    this.noise = noise;
    this.ranks = ranks;
    this.period = period;
    this.exchange = new int[ranks];
    this.sent = new int[ranks];
    this.card = new double[ranks];
    this.received = new double[ranks][2];
    this.arrived = new int[ranks][2];
    this.random = new SplittableRandom[ranks];
    SplittableRandom seeds = new SplittableRandom(seed);
    for (int rank = 0; rank < ranks; rank++) {
      random[rank] = seeds.split();
    }
  }

  /** The mean seconds of a step over so many rounds, until the last rank has made the last. */
  public double stepSeconds(int rounds) {
    last = rounds * round.size();
    finished = 0;
    for (int rank = 0; rank < ranks; rank++) {
      exchange[rank] = 0;
      Arrays.fill(arrived[rank], 0);
      Arrays.fill(received[rank], 0);
      card[rank] = 0;
      compute(rank, 0);
    }
    while (!events.isEmpty()) {
      double time = events.time();
      long event = events.poll();
      handle(time, (int) (event & 3), (int) (event >>> 2 & 1), (int) (event >>> 3));
    }
    return finished / rounds / period;
  }

  /** Rounds that fit into some seconds of simulating: a round of n ranks has n² messages. */
  public static int rounds(int ranks) {
    return (int) Math.max(6, Math.min(400, 2_000_000L / ((long) ranks * ranks)));
  }

  private void handle(double time, int kind, int parity, int rank) {
    switch (kind) {
      case SEND -> send(rank, time);
      case ARRIVE -> arrive(rank, parity, time);
      default -> completeIfDone(rank, time);
    }
  }

  private void compute(int rank, double time) {
    sent[rank] = 0;
    double seconds = work(rank).seconds() * noise.factor(normal(random[rank]));
    events.add(time + seconds, event(SEND, rank));
  }

  private RankWork work(int rank) {
    return round.get(exchange[rank] % round.size());
  }

  private void send(int rank, double time) {
    if (sent[rank] == ranks - 1) {
      sent[rank]++; // the card is free
      completeIfDone(rank, time);
      return;
    }
    int to = (rank + ++sent[rank]) % ranks;
    double bytes = work(rank).messageBytes();
    double first = time + link.messageSeconds() + link.latencySeconds();
    events.add(first, event(ARRIVE, to) | (long) (exchange[rank] & 1) << 2);
    events.add(time + link.occupiedSeconds(bytes), event(SEND, rank));
  }

  private void arrive(int rank, int parity, double time) {
    int ahead = exchange[rank] & 1 ^ parity; // 1: the sender is in the next exchange already
    double bytes = round.get((exchange[rank] + ahead) % round.size()).messageBytes();
    card[rank] = Math.max(card[rank], time) + link.transferSeconds(bytes);
    if (++arrived[rank][parity] == ranks - 1) {
      received[rank][parity] = card[rank];
      events.add(card[rank], event(COMPLETE, rank));
    }
  }

  private void completeIfDone(int rank, double time) {
    int parity = exchange[rank] & 1;
    if (sent[rank] < ranks || arrived[rank][parity] < ranks - 1 || time < received[rank][parity]) {
      return; // what is missing comes with an event of its own
    }
    arrived[rank][parity] = 0;
    exchange[rank]++;
    if (exchange[rank] < last) {
      compute(rank, time);
    }
    finished = Math.max(finished, time);
  }

  private static long event(int kind, int rank) {
    return (long) rank << 3 | kind;
  }

  /** Box &amp; Muller 1958. */
  private static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
