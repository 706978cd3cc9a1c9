package org.lockstep.driver.search.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Task;

class LedgerTest {
  private static final Map<String, String> DATA = Map.of("rows", "abc");
  private static final Task TASK =
      new Task(0, 0, Setting.of(Map.of("rate", 0.1, "units", 64, "type", "adam")), 0, 5);

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsKnownAgain() throws IOException {
    try (Ledger ledger = Ledger.open(folder, DATA)) {
      ledger.given(TASK);
      ledger.add(Piece.failed(0, 1, 1, false, "lost", "driver", 1));
      ledger.add(piece(0, 0.5));
      ledger.ended(Result.of(TASK, 0.5, 5, 2.0, 7), 12.5);
    }
    try (Ledger again = Ledger.open(folder, DATA)) {
      again.given(TASK);
      assertThat(again.given()).isEqualTo(1);
      assertThat(again.elapsed()).isEqualTo(12.5);
      assertThat(again.attempts(0, 1)).isEqualTo(1);
      assertThat(again.piece(0, 1)).as("it is tried again").isEmpty();
      Piece read = again.piece(0, 0).orElseThrow();
      assertThat(read.scores()).containsEntry("macro_f1", 0.5).containsEntry("auc", Double.NaN);
      assertThat(read.curve()[0]).containsExactly(1, 2, Double.NaN, 0.5);
      again.ended(Result.of(TASK, 0.5, 5, 2.0, 7), 99);
    }
    assertThat(Files.readAllLines(folder.resolve(Ledger.NAME)))
        .as("nothing is written twice")
        .hasSize(5);
  }

  @Test
  void aTornLastLineIsCutOffAndAnyOtherIsRefused() throws IOException {
    Path file = folder.resolve(Ledger.NAME);
    try (Ledger ledger = Ledger.open(folder, DATA)) {
      ledger.given(TASK);
    }
    Files.writeString(file, "{\"state\":\"piece\",\"ta", StandardOpenOption.APPEND);
    try (Ledger ledger = Ledger.open(folder, DATA)) {
      assertThat(ledger.given()).isEqualTo(1);
      ledger.add(piece(0, 0.25));
    }
    try (Ledger ledger = Ledger.open(folder, DATA)) {
      assertThat(ledger.piece(0, 0)).isPresent();
    }
    Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> Ledger.open(folder, DATA))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith("a line of the ledger must be JSON. Received: nonsense")
        .hasMessageContaining("trials.jsonl:4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"curve\":[[1.0,2.0,\"NaN\",0.5]] | \"curve\":{\"1\":2} | the field curve of a ledger's line must be rows of numbers. Received: {\"1\":2}",
        "\"curve\":[[1.0,2.0,\"NaN\",0.5]] | \"curve\":[[1.0]] | must be rows of 4 numbers. Received: [1.0]",
        "\"NaN\"  | \"one\" | must be a number. Received: \"one\"",
        "\"task\":0 | \"task\":\"0\" | the field task of a ledger's line must be a count. Received: \"0\"",
        "\"task\":0, | '' | the field task of a ledger's line must be a count. Received: nothing",
        "\"part\":0 | \"part\":-1 | must be a count. Received: -1",
        "\"last\":true | \"last\":1 | must be true or false. Received: 1",
        "\"slot\":\"0\" | \"slot\":0 | must be a text. Received: 0",
        "\"began\":1 | \"began\":1.5 | must be a whole number. Received: 1.5"
      })
  void aFieldOfAnotherKindIsRefused(String field, String other, String sentence)
      throws IOException {
    Path file = folder.resolve(Ledger.NAME);
    try (Ledger ledger = Ledger.open(folder, DATA)) {
      ledger.add(piece(0, 0.5));
    }
    String written = Files.readString(file);
    assertThat(written).contains(field);
    Files.writeString(file, written.replace(field, other));
    assertThatThrownBy(() -> Ledger.open(folder, DATA))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("trials.jsonl:2)");
  }

  @Test
  void anotherSearchAndOtherDataAreRefused() throws IOException {
    try (Ledger ledger = Ledger.open(folder, DATA)) {
      ledger.given(TASK);
      Task other = new Task(0, 0, Setting.of(Map.of("rate", 0.2)), 0, 5);
      assertThatThrownBy(() -> ledger.given(other))
          .hasMessageStartingWith("the ledger must be of this search. Received: task 0 is");
    }
    assertThatThrownBy(() -> Ledger.open(folder, Map.of("rows", "xyz")))
        .hasMessageContaining("rows is abc there, xyz here");
  }

  private static Piece piece(int part, double score) {
    return new Piece(
        0,
        part,
        1,
        true,
        Optional.empty(),
        Map.of("macro_f1", score, "auc", Double.NaN),
        5,
        4,
        "all 5 epochs were run",
        7,
        "ff",
        "0",
        1,
        2.0,
        new double[][] {{1, 2, Double.NaN, score}});
  }
}
