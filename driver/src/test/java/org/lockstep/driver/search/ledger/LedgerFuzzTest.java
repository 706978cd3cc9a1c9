package org.lockstep.driver.search.ledger;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Any bytes as a search's ledger are one that can be gone on with, or a LedgerException. */
class LedgerFuzzTest {
  private static Path folder;

  @FuzzTest
  void readsOrRefuses(byte[] data) throws IOException {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("lockstep-fuzz");
      folder.toFile().deleteOnExit();
      folder.resolve(Ledger.NAME).toFile().deleteOnExit();
    }
    Files.write(folder.resolve(Ledger.NAME), data);
    try (Ledger ledger = Ledger.open(folder, Map.of("rows", "1"))) {
      ledger.piece(0, 0);
    } catch (LedgerException e) {
      if (!e.getMessage().contains("must")) {
        throw new IllegalStateException("a refusal must say the rule", e);
      }
    }
  }
}
