package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.exchange.wire.ProtocolException;
import org.lockstep.trainer.exchange.ExchangeException;

class FirstCauseTest {
  private final FirstCause causes = new FirstCause();
  private Roster roster;

  @BeforeEach
  void fourRanks() throws ProtocolException {
    roster =
        Roster.of(
            List.of(
                new Join(0, "a", "h0", 1, 0, 1, List.of()),
                new Join(1, "b", "h1", 1, 1, 2, List.of()),
                new Join(2, "c", "h2", 1, 2, 3, List.of()),
                new Join(3, "d", "h3", 1, 3, 4, List.of())));
  }

  private static Member member(int rank) {
    return new Member(rank, rank, "h" + rank);
  }

  private void blames(int rank, int blamed) {
    Throwable lost = new ExchangeException(blamed, "rank " + blamed + " was lost", null);
    causes.failed(member(rank), FailureReport.of(lost, "", rank, false));
  }

  private void own(int rank, Throwable thrown, boolean cancelled) {
    causes.failed(member(rank), FailureReport.of(thrown, "epoch 2, step 5", rank, cancelled));
  }

  @Test
  void aRanksOwnFailureBeatsItsNeighboursThatCameBefore() {
    blames(0, 2);
    causes.lost(member(3), "the connection was closed");
    own(2, new OutOfMemoryError("Java heap space"), false);
    Cause cause = causes.decide(roster);
    assertThat(cause.rank()).isEqualTo(2);
    assertThat(cause.host()).isEqualTo("h2");
    assertThat(cause.sentence())
        .isEqualTo(
            "rank 2 on h2 (partition 2) reported OutOfMemoryError: Java heap space"
                + " (epoch 2, step 5)");
  }

  @Test
  void aRankThatVanishedBeatsThoseThatMissIt() {
    blames(0, 1);
    blames(1, 2);
    causes.lost(member(2), "Connection reset");
    causes.lost(member(0), "the connection was closed"); // it had told why
    assertThat(causes.decide(roster).sentence())
        .isEqualTo("rank 2 on h2 (partition 2) was lost: Connection reset");
  }

  @Test
  void blameIsFollowedToTheRankThatSaysNothing() {
    blames(3, 0);
    blames(0, 1);
    blames(1, 2);
    Cause cause = causes.decide(roster);
    assertThat(cause.rank()).isEqualTo(2);
    assertThat(cause.sentence())
        .isEqualTo(
            "rank 2 on h2:1 failed its peers; rank 1 on h1 (partition 1) reported"
                + " ExchangeException: rank 2 was lost");
  }

  @Test
  void blameInACircleEnds() {
    blames(0, 1);
    blames(1, 0);
    assertThat(causes.decide(roster).rank()).isBetween(0, 1);
  }

  @Test
  void whoWasToldToGiveUpIsNotTheCause() {
    own(0, new ExchangeException(0, "told to give up", null), false);
    own(1, new IllegalStateException("interrupted"), true);
    blames(3, 2);
    assertThat(causes.decide(roster).rank()).isEqualTo(2);
  }
}
