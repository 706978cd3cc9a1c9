package org.lockstep.trainer.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharesTest {
  private static List<Integer> all(Shares shares, int member) {
    List<Integer> pieces = new ArrayList<>();
    for (int piece = shares.next(member); piece != Shares.NONE; piece = shares.next(member)) {
      pieces.add(piece);
    }
    return pieces;
  }

  @Test
  void aMemberTakesItsOwnFirstAndThenWhatOthersHaveLeftFromTheEnd() {
    Shares shares = new Shares(3);
    shares.deal(8);
    assertThat(shares.next(1)).isEqualTo(1);
    assertThat(all(shares, 0)).containsExactly(0, 3, 6, 7, 4, 5, 2);
    assertThat(all(shares, 1)).isEmpty();
  }

  @Test
  void theSamePiecesEveryTime() {
    Shares shares = new Shares(2);
    for (int turn = 0; turn < 3; turn++) {
      shares.deal(5);
      assertThat(shares.next(0)).isZero();
      assertThat(shares.next(1)).isEqualTo(1);
      assertThat(shares.next(0)).isEqualTo(2);
      assertThat(shares.next(1)).isEqualTo(3);
      assertThat(shares.next(1)).isEqualTo(4);
      assertThat(shares.next(0)).isEqualTo(Shares.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 7", "2, 1", "2, 1000", "4, 3", "4, 1001"})
  void everyPieceIsTakenOnceHoweverManyTakeThem(int members, int pieces) {
    Shares shares = new Shares(members);
    try (Crew crew = new Crew(members)) {
      for (int turn = 0; turn < 50; turn++) {
        shares.deal(pieces);
        AtomicIntegerArray taken = new AtomicIntegerArray(pieces);
        crew.run(member -> all(shares, member).forEach(taken::incrementAndGet));
        for (int piece = 0; piece < pieces; piece++) {
          assertThat(taken.get(piece)).as("piece " + piece).isEqualTo(1);
        }
      }
    }
  }
}
