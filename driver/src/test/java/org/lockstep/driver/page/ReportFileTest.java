package org.lockstep.driver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.html.Page;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.run.RunException;

class ReportFileTest {
  private static final String EVIL = "<script>alert('x')</script>";

  @TempDir private Path folder;

  @Test
  void aRunShowsAllThatItsFilesHold() throws IOException {
    Path run = ExampleRun.classes(folder.resolve("run"), EVIL);
    Page page = ReportFile.page(run);
    assertThat(page.parts().stream().map(Part::id))
        .containsExactly(
            "scores",
            "curves",
            "classes",
            "probabilities",
            "terms",
            "mistakes",
            "layers",
            "weights",
            "time",
            "data",
            "reproduce",
            "job");
    assertThat(page.charts().stream().map(Chart::id))
        .contains(
            "baselines",
            "loss",
            "macro-f1",
            "learning-rate",
            "confusion",
            "roc",
            "precision-recall",
            "calibration",
            "weight-norm",
            "gradient-norm",
            "weights-dense-1-kernel",
            "time-phases",
            "time-epochs")
        .doesNotHaveDuplicates();
    assertThat(page.charts().stream().filter(chart -> chart.id().startsWith("terms-"))).hasSize(2);
    assertThat(page.charts())
        .filteredOn(chart -> chart.id().equals("weights-dense-1-kernel"))
        .singleElement()
        .satisfies(
            chart ->
                assertThat(chart.table().columns())
                    .containsExactly("weight", "kept", "before the first step"));
  }

  @Test
  void nothingOfTheDataIsTakenForMarkup() throws IOException {
    Path run = ExampleRun.classes(folder.resolve("<b>run"), EVIL);
    String text = Files.readString(ReportFile.write(run));
    assertThat(text).contains("&lt;script&gt;alert(").doesNotContain(EVIL).doesNotContain("<b>run");
  }

  @Test
  void theDataCardTellsWhatWasKeptTogether() throws IOException {
    Path run = ExampleRun.classes(folder.resolve("run"), "yes");
    assertThat(ReportFile.page(run).text()).doesNotContain("kept together by");
    Path metrics = run.resolve("metrics.json");
    String grouped = "\"generated\": true, \"grouped_by\": \"author\", \"groups\": 1234}";
    Files.writeString(metrics, Files.readString(metrics).replace("\"generated\": true}", grouped));
    assertThat(ReportFile.page(run).text()).contains("kept together by", "author", "1,234");
  }

  @Test
  void aRunUnderWayIsShownAsFarAsItIs() throws IOException {
    Path run = ExampleRun.classes(folder.resolve("run"), "yes");
    for (String name : List.of("metrics.json", "layers.csv", "mistakes.csv", "thresholds.csv")) {
      Files.delete(run.resolve(name));
    }
    Files.delete(run.resolve("model/card.json"));
    Page page = ReportFile.page(run);
    assertThat(page.charts().stream().map(Chart::id)).contains("loss", "calibration");
    assertThat(page.text()).contains("The run has no scores yet.");
  }

  @Test
  void numbersHaveResidualsCoefficientsAndAPlane() throws IOException {
    Page page = ReportFile.page(ExampleRun.numbers(folder.resolve("run")));
    assertThat(page.charts().stream().map(Chart::id))
        .contains("residuals-price", "coefficients", "boundary");
  }

  @Test
  void aSearchShowsItsTrialsAndTheWinner() throws IOException {
    Path run = ExampleRun.search(folder.resolve("run"), EVIL);
    Page page = ReportFile.page(run);
    assertThat(page.charts().stream().map(Chart::id))
        .contains(
            "search-parallel",
            "search-progress",
            "importance",
            "parameter-rate",
            "parameter-kind",
            "rungs",
            "costs-seconds",
            "folds",
            "best-trial-loss",
            "best-trial-macro-f1",
            "outer-folds",
            "confusion")
        .doesNotHaveDuplicates()
        .as("all trials have as many parameters")
        .doesNotContain("costs-parameters");
    assertThat(page.text())
        .doesNotContain(EVIL)
        .contains("better than one of the 3 on the line")
        .contains("macro F1 of 0.8500 ± 0.0500 (mean and deviation of 2 outer folds)");
    Files.delete(run.resolve("outer.csv"));
    assertThat(ReportFile.page(run).charts().stream().map(Chart::id))
        .as("of a search that is not nested")
        .contains("folds")
        .doesNotContain("outer-folds");
  }

  @Test
  void runsAreComparedByScoresSettingsAndCurves() throws IOException {
    Path one = ExampleRun.classes(folder.resolve("one"), EVIL);
    Path two = ExampleRun.classes(folder.resolve("two"), EVIL);
    Files.writeString(
        two.resolve("job.conf"),
        Files.readString(two.resolve("job.conf")) + "training.epochs = 7\n");
    Page page = ComparisonPage.of(List.of(RunFiles.open(one), RunFiles.open(two)));
    assertThat(page.charts().stream().map(Chart::id))
        .containsExactly("compare-loss", "compare-accuracy", "compare-macro-f1");
    assertThat(page.text()).contains("training.epochs").doesNotContain(EVIL);
  }

  @Test
  void aDirectoryThatIsNoRunIsRefused() {
    assertThatThrownBy(() -> ReportFile.page(folder))
        .isInstanceOf(RunException.class)
        .hasMessage("the run must be a directory with job.conf. Received: " + folder);
  }
}
