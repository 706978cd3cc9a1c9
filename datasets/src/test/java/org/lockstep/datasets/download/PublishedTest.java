package org.lockstep.datasets.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.source.SourceName;

class PublishedTest {
  @TempDir Path folder;

  @Test
  void thePublishersFilesAreFetchedOverHttpsAndVerified() throws IOException {
    for (SourceName source : List.of(SourceName.AIRLINE, SourceName.IMDB)) {
      Published published = Published.of(source).orElseThrow();
      assertThat(published.url().getScheme()).isEqualTo("https");
      assertThat(published.licence()).isNotBlank();
      Path wrong = folder.resolve(published.file());
      Files.writeString(wrong, "text,label\na,b\n");
      assertThatThrownBy(() -> published.content().verify(wrong)).isInstanceOf(DataException.class);
    }
    assertThat(Published.of(SourceName.CSV)).isEmpty();
  }
}
