package org.lockstep.driver.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private CheckpointStore store(int keepLast) throws IOException {
    return CheckpointStore.open(
        folder.resolve("checkpoints").toString(), keepLast, new Configuration(false));
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path file(String name) {
    return folder.resolve("checkpoints").resolve(name);
  }

  private int newest(CheckpointStore store) throws IOException {
    return store.newest(warnings::add).orElseThrow().state().epochs();
  }

  @Test
  void theNewestAndTheBestStay() throws IOException {
    try (CheckpointStore store = store(2)) {
      assertThat(store.isEmpty()).isTrue();
      assertThat(store.newest(warnings::add)).isEmpty();
      for (int epochs = 1; epochs <= 5; epochs++) {
        store.save(States.checkpoint(epochs));
      }
      assertThat(names())
          .containsExactly("checkpoint-000002-best", "checkpoint-000004", "checkpoint-000005");
      Checkpoint read = store.newest(warnings::add).orElseThrow();
      assertThat(read.job()).isEqualTo("name = \"a\"\n");
      assertThat(read.features()).isEqualTo("{}");
      assertThat(read.fingerprints()).containsEntry("rows", "ab12");
      assertThat(read.state().parameters()).containsOnly(5f);
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void whatDoesNotVerifyIsPassedOverForTheNextOlder() throws IOException {
    try (CheckpointStore store = store(9)) {
      for (int epochs = 1; epochs <= 5; epochs += 1) {
        store.save(States.checkpoint(epochs));
      }
      // Cut off, one bit turned, another version, not ours.
      byte[] five = Files.readAllBytes(file("checkpoint-000005"));
      Files.write(file("checkpoint-000005"), Arrays.copyOf(five, five.length - 40));
      byte[] four = Files.readAllBytes(file("checkpoint-000004"));
      four[four.length / 2] ^= 4;
      Files.write(file("checkpoint-000004"), four);
      byte[] three = Files.readAllBytes(file("checkpoint-000003"));
      three[8] = 7;
      Files.write(file("checkpoint-000003"), three);
      Files.writeString(file("checkpoint-000006"), "x");
      assertThat(newest(store)).isEqualTo(2);
    }
    assertThat(warnings).hasSize(4);
    assertThat(warnings.get(0)).contains("at least 44 bytes. Received: 1");
    assertThat(warnings.get(1)).contains("SHA-256");
    assertThat(warnings.get(2)).contains("SHA-256");
    assertThat(warnings.get(3)).contains("of version 1. Received: version 7");
  }

  @Test
  void everyTruncationAndEveryFlippedByteIsRefused() throws IOException {
    try (CheckpointStore store = store(1)) {
      store.save(States.checkpoint(1, 3));
      Path file = file("checkpoint-000001");
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at++) {
        Files.write(file, Arrays.copyOf(whole, at));
        assertThat(store.newest(warnings::add)).as("%d bytes", at).isEmpty();
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        Files.write(file, flipped);
        assertThat(store.newest(warnings::add)).as("byte %d", at).isEmpty();
      }
    }
  }

  @Test
  void aWriterThatDiesLeavesNothingThatIsTakenForACheckpoint() throws IOException {
    try (CheckpointStore store = store(3)) {
      store.save(States.checkpoint(1));
      Files.write(file(".checkpoint-000002.0000"), new byte[] {1, 2});
      assertThat(newest(store)).isEqualTo(1);
      store.save(States.checkpoint(2));
      assertThat(newest(store)).isEqualTo(2);
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFullDiskLeavesTheOlderCheckpointsAndNoHalf() throws IOException {
    try (CheckpointStore store = store(3)) {
      store.save(States.checkpoint(1));
    }
    try (FailingFiles full = new FailingFiles(100)) {
      CheckpointStore store =
          new CheckpointStore(
              full, new org.apache.hadoop.fs.Path(folder.resolve("checkpoints").toUri()), 3);
      assertThatThrownBy(() -> store.save(States.checkpoint(2)))
          .isInstanceOf(IOException.class)
          .hasMessage("No space left on device");
      assertThat(newest(store)).isEqualTo(1);
    }
    assertThat(names()).containsExactly("checkpoint-000001");
  }

  /** An object store whose rename copies, and is interrupted. */
  @Test
  void whereRenamesAreNotAtomicOnlyTheHashCommits() throws IOException {
    try (HalfRenames files = new HalfRenames()) {
      CheckpointStore store =
          new CheckpointStore(
              files, new org.apache.hadoop.fs.Path(folder.resolve("checkpoints").toUri()), 3);
      store.save(States.checkpoint(1));
      files.half = true;
      assertThatThrownBy(() -> store.save(States.checkpoint(2)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("SHA-256");
      files.half = false;
      assertThat(newest(store)).isEqualTo(1);
      store.save(States.checkpoint(3));
      assertThat(newest(store)).isEqualTo(3);
    }
    assertThat(warnings).hasSize(1).first().asString().contains("checkpoint-000002-best");
  }

  @Test
  void twoWritersNeverWriteOneFile() throws IOException {
    try (CheckpointStore one = store(9);
        CheckpointStore other = store(9)) {
      for (int epochs = 1; epochs <= 4; epochs++) {
        (epochs % 2 == 0 ? one : other).save(States.checkpoint(epochs));
      }
      assertThat(newest(one)).isEqualTo(4);
      assertThat(names()).hasSize(4);
    }
  }

  @Test
  void aDirectoryOfHdfsIsLikeALocalOne() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    try (MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(hadoop).numDataNodes(1).format(true).build()) {
      String directory = cluster.getURI() + "/runs/a/checkpoints";
      try (CheckpointStore store = CheckpointStore.open(directory, 2, hadoop)) {
        for (int epochs = 1; epochs <= 4; epochs++) {
          store.save(States.checkpoint(epochs, 100_000));
        }
        assertThat(newest(store)).isEqualTo(4);
        org.apache.hadoop.fs.Path newest =
            new org.apache.hadoop.fs.Path(directory, "checkpoint-000004");
        assertThat(cluster.getFileSystem().listStatus(newest.getParent())).hasSize(3);
        try (var out = cluster.getFileSystem().create(newest, true)) {
          out.write(new byte[50_000]);
        }
        assertThat(newest(store)).isEqualTo(3);
      }
    }
    assertThat(warnings).hasSize(1);
  }

  @Test
  void bytesBehindTheHashAreRefused() throws IOException {
    try (CheckpointStore store = store(1)) {
      store.save(States.checkpoint(1));
      Files.write(file("checkpoint-000001"), new byte[] {0}, StandardOpenOption.APPEND);
      assertThat(store.newest(warnings::add)).isEmpty();
    }
  }
}
