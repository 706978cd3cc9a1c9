package org.lockstep.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersFileTest {
  @TempDir private Path folder;

  @Test
  void aReportIsOnDiskAsSoonAsItIsThere() throws IOException {
    try (LayersFile layers = new LayersFile(folder)) {
      layers.append(1, Outcomes.layers());
      assertThat(Files.readAllLines(folder.resolve("layers.csv")))
          .containsExactly(
              "restart,epoch,step,layer,weight_norm,gradient_norm,update_norm,update_ratio,min,max,"
                  + "dead_share",
              "1,2,5,dense_1/kernel,4.0,0.25,0.5,0.125,-1.5,1.0,0.25",
              "1,2,5,dense_1/bias,0.0,0.0,0.0,,0.0,0.0,");
    }
    assertThatThrownBy(() -> new LayersFile(folder)).isInstanceOf(FileAlreadyExistsException.class);
  }
}
