package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.table.CsvTable;
import org.lockstep.trainer.network.Task;

class PredictionFileTest {
  @TempDir private Path folder;

  @Test
  void noLabelBecomesAFormulaAndNumbersStayNumbers() throws IOException {
    String evil = "=HYPERLINK(\"http://x\",\"y\")";
    PredictionColumns columns =
        new PredictionColumns(Task.MULTICLASS, List.of(evil, "-1"), List.of(), ",");
    List<Row> rows = List.of(row(7, evil, -0.5, 1e-9), row(8, "-1", 0.25, 0.75));
    Path out = folder.resolve("p.csv");
    PredictionFile.write(out, rows.iterator(), columns);
    assertThat(Files.readAllLines(out))
        .containsExactly(
            "file,record,prediction,\"probability_=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",probability_-1",
            "'@new.csv,7,\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",-0.5,1.0E-9",
            "'@new.csv,8,-1,0.25,0.75");
    assertThat(CsvTable.read(out).orElseThrow().texts("prediction")).containsExactly(evil, "-1");
  }

  private static Row row(long record, String label, double first, double second) {
    Row prediction =
        RowFactory.create(
            label,
            scala.jdk.javaapi.CollectionConverters.asScala(List.of(label)).toSeq(),
            scala.jdk.javaapi.CollectionConverters.asScala(List.of(first, second)).toSeq());
    return RowFactory.create("@new.csv", record, prediction);
  }
}
