package org.lockstep.driver.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.page.ExampleRun;
import org.lockstep.driver.page.ReportFile;

class ChartFilesTest {
  @TempDir private Path folder;

  @Test
  void everyChartIsAnSvgAndAPng() throws Exception {
    String evil = "<script>alert('x')</script>";
    List<Chart> charts =
        new ArrayList<>(ReportFile.page(ExampleRun.search(folder.resolve("a"), evil)).charts());
    charts.addAll(ReportFile.page(ExampleRun.numbers(folder.resolve("b"))).charts());
    List<String> warnings = new ArrayList<>();
    ChartFiles.write(folder.resolve("charts"), charts, warnings::add);
    for (Chart chart : charts) {
      Path svg = folder.resolve("charts").resolve(chart.id() + ".svg");
      var root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
      assertThat(root.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(root.getElementsByTagName("path").getLength()).as(chart.id()).isPositive();
      assertThat(root.getElementsByTagName("script").getLength()).isZero();
      if (warnings.isEmpty()) { // else this Java has no fonts, and the warning says so
        Path png = folder.resolve("charts").resolve(chart.id() + ".png");
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1600);
      }
    }
    assertThat(warnings).allSatisfy(each -> assertThat(each).startsWith("no PNG files"));
    assertThat(Files.readString(folder.resolve("charts/loss.svg"))).contains("best epoch 2");
  }
}
