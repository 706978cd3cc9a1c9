package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.job.JobException;

class StreamFoldersTest {

  @Test
  void aTemporaryDirectoryIsForExecutorsOfOneMachine() {
    assertThatCode(
            () -> StreamFolders.requireOneMachine("10.0.0.1", List.of("10.0.0.1:1", "10.0.0.1:2")))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> StreamFolders.requireOneMachine("10.0.0.1", List.of("10.0.0.1:1", "[::1]:7")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(
            "training.stream.directory must name a directory that all executors reach, such as one"
                + " of hdfs://, where one runs on [::1]. Received: none");
  }
}
