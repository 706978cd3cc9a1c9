package org.lockstep.driver.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;

class DraftTest {
  @TempDir private Path folder;

  private Path file(String name, String header, int rows, IntFunction<String> row)
      throws IOException {
    String lines = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve(name), header + "\n" + lines + "\n");
  }

  private JobSpec job(Draft draft) throws IOException {
    Path conf = Files.writeString(folder.resolve("draft.conf"), draft.file("draft"));
    return JobReader.read(conf, List.of());
  }

  @Test
  void longWordsMakeATextJob() throws IOException {
    Path reviews =
        file(
            "reviews.csv",
            "id,review,Sentiment",
            100,
            i -> i + ",\"the film, number " + i + ", was long\"," + (i % 10 == 0 ? "bad" : "good"));
    Draft draft = Draft.of(reviews, Optional.empty());
    JobSpec job = job(draft);
    assertThat(job.data().columns().text()).contains("review");
    assertThat(job.data().labels()).containsExactly("bad", "good");
    assertThat(draft.imbalanced()).isTrue();
    assertThat(draft.file("draft"))
        .contains("label = Sentiment")
        .contains("classWeight = balanced")
        .contains("9 times the rows")
        .contains("naive Bayes beside the network");
    assertThat(job.report().baselines()).isEqualTo(BaselineChoice.QUICK);
    assertThat(draft.lines())
        .contains("rows       100 rows, 3 columns")
        .contains("predicts   Sentiment (by its name): 2 classes, bad, good")
        .contains("column     id: left out, another number in every row, by its name an id");
  }

  @Test
  void numbersAndCategoriesMakeATable() throws IOException {
    Path houses =
        file(
            "houses.csv",
            "rooms,\"near \"\"sea\"\"\",constant,price",
            60,
            i ->
                (i % 7 == 0 ? "" : i % 5) + "," + (i % 3 == 0 ? "yes" : "no") + ",1," + (1000 + i));
    Draft draft = Draft.of(houses, Optional.empty());
    JobSpec job = job(draft);
    assertThat(job.data().columns().target().orElseThrow().columns()).containsExactly("price");
    assertThat(job.data().columns().numeric()).containsExactly("rooms");
    assertThat(job.data().columns().categorical()).containsExactly("near \"sea\"");
    assertThat(draft.inputs()).isEqualTo(3);
    assertThat(draft.file("draft"))
        .contains("# constant is left out: always the same")
        .contains("blanks = median")
        .contains("targetScale = 1e-3")
        .contains("numbers, 9 blank");
  }

  @Test
  void aFewWholeNumbersAreClassesUnlessTheUserPredictsAnotherColumn() throws IOException {
    Path digits = file("digits.tsv", "a\tb\tdigit", 50, i -> i * 0.37 + "\t" + i + "\t" + i % 10);
    assertThat(job(Draft.of(digits, Optional.empty())).data().labels()).hasSize(10);
    Draft other = Draft.of(digits, Optional.of("a"));
    assertThat(job(other).data().columns().target().orElseThrow().columns()).containsExactly("a");
    assertThat(other.features()).hasSize(2);
  }

  @Test
  void sizesArePowersOfTwoWithinBounds() throws IOException {
    Path small = file("small.csv", "x,label", 30, i -> i + ".5," + i % 2);
    Draft draft = Draft.of(small, Optional.empty());
    assertThat(draft.units()).isEqualTo(8);
    assertThat(draft.batchSize()).isEqualTo(16);
  }

  @Test
  void aNameThatIsNoWordIsQuotedAndALineStaysALine() throws IOException {
    Path odd =
        file(
            "odd.csv",
            "\"a # b\nc\",label",
            30,
            i -> i + ",\"" + (i % 2 == 0 ? "x\"\"y" : "z") + '"');
    JobSpec job = job(Draft.of(odd, Optional.empty()));
    assertThat(job.data().labels()).containsExactly("x\"y", "z");
    assertThat(job.data().columns().numeric()).containsExactly("a # b\nc");
  }

  @Test
  void whatCannotBeLearnedIsRefused() throws IOException {
    Path rows = file("rows.csv", "x,label", 30, i -> i + ",same");
    refused(rows, Optional.empty(), "at least two different values. Received: 1 in column label");
    refused(rows, Optional.of("lable"), "--label must be one of the columns [x, label]. Received:");
    Path names = file("names.csv", "word,label", 2000, i -> "w" + i + "," + i % 2);
    refused(names, Optional.empty(), "a column to learn from");
    refused(names, Optional.of("word"), "at most 1000 classes");
    refused(folder.resolve("none.csv"), Optional.empty(), "must be a file that exists");
    refused(file("rows.txt", "x,label", 1, i -> "1,a"), Optional.empty(), "a .csv or .tsv file");
    refused(
        file("twice.csv", "x,x,label", 1, i -> "1,2,a"),
        Optional.empty(),
        "stand in the header once");
  }

  private void refused(Path file, Optional<String> label, String sentence) {
    assertThatThrownBy(() -> Draft.of(file, label)).hasMessageContaining(sentence);
  }
}
