package org.lockstep.driver.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\r=1", "=\"a\",b"})
  void whatASpreadsheetTakesForAFormulaGetsAnApostrophe(String text) {
    assertThat(Csv.cell(text)).matches("(?s)\"?'.*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+2.5", "-1e-7", "-.5E+3", "a=b", "1-2", "", "'quoted'"})
  void numbersAndPlainTextsStayWhatTheyAre(String text) {
    assertThat(Csv.cell(text)).isEqualTo(text);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    List<String> odd =
        List.of("=1+1", "-1", "a \"b\", c", "two\nlines", "  blanks  ", "", "#x", "'=", "@a,b");
    StringBuilder text = new StringBuilder("number,text\n");
    odd.forEach(each -> text.append(Csv.row(0.5, each)));
    Path file = Files.writeString(folder.resolve("odd.csv"), text);
    CsvTable table = CsvTable.read(file).orElseThrow();
    assertThat(table.texts("text")).containsExactlyElementsOf(odd);
    assertThat(table.numbers("number")).containsOnly(0.5);
    assertThat(table.where("text", "=1+1").rows()).hasSize(1);
  }

  @Test
  void aLastLineThatIsHalfThereIsLeftOut() throws IOException {
    Path file = Files.writeString(folder.resolve("cut.csv"), "a,b\n1,2\n3");
    assertThat(CsvTable.read(file).orElseThrow().rows()).containsExactly(List.of("1", "2"));
    assertThat(CsvTable.read(folder.resolve("none.csv"))).isEmpty();
  }
}
