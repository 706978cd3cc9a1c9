package org.lockstep.trainer.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrewTest {
  /** Alone, one a processor, and more than there are processors. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 33})
  void everyMemberDoesEveryPieceAndAllHaveFinishedAtItsEnd(int members) {
    int pieces = 500;
    int[] done = new int[members];
    try (Crew crew = new Crew(members)) {
      for (int piece = 1; piece <= pieces; piece++) {
        crew.run(member -> done[member]++);
        int expected = piece;
        assertThat(Arrays.stream(done)).allMatch(count -> count == expected);
      }
    }
  }

  /** Whoever waits has long gone to sleep by then. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aLateMemberIsWaitedFor(int late) {
    int[] done = new int[2];
    try (Crew crew = new Crew(2)) {
      for (int piece = 1; piece <= 40; piece++) {
        crew.run(
            member -> {
              if (member == late) {
                LockSupport.parkNanos(10 * Watch.LONG_NANOS);
              }
              done[member]++;
            });
        assertThat(done).containsOnly(piece);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aMembersFailureIsTheCallersAndTheNextPieceIsDone(int failing) {
    int[] done = new int[2];
    try (Crew crew = new Crew(2)) {
      assertThatThrownBy(
              () ->
                  crew.run(
                      member -> {
                        if (member == failing) {
                          throw new IllegalStateException("member " + member);
                        }
                      }))
          .hasMessage("member " + failing);
      crew.run(member -> done[member]++);
      assertThat(done).containsOnly(1);
    }
  }

  @Test
  void refusesAnEmptyCrew() {
    assertThatThrownBy(() -> new Crew(0)).hasMessage("threads must be >= 1. Received: 0");
  }
}
