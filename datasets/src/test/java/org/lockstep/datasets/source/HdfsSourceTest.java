package org.lockstep.datasets.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.check.DataException;

/** A real HDFS on 127.0.0.1. */
class HdfsSourceTest {
  @TempDir static Path folder;
  private static MiniDFSCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).format(true).build();
    write("/data/1.csv", "text,label\na,x\nb,y\n");
    write("/data/2.csv", "text,label\nc,x\n,y\n");
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Test
  void filesAndGlobsAreRead() {
    DataSpec spec = TestFiles.lenient(SourceName.CSV, cluster.getURI() + "/data/*.csv");
    try (Examples examples = TestFiles.open(spec)) {
      assertThat(examples.rejected().used()).isEqualTo(3);
      assertThat(examples.rejected().first().get(0).file())
          .isEqualTo(cluster.getURI() + "/data/2.csv");
    }
  }

  @Test
  void noReadPermissionIsSaidInASentence() throws Exception {
    write("/secret/1.csv", "text,label\na,x\n");
    cluster
        .getFileSystem()
        .setPermission(
            new org.apache.hadoop.fs.Path("/secret/1.csv"), new FsPermission((short) 0600));
    UserGroupInformation other = UserGroupInformation.createRemoteUser("somebody-else");
    DataSpec spec = TestFiles.lenient(SourceName.CSV, cluster.getURI() + "/secret/1.csv");
    PrivilegedExceptionAction<Examples> open = () -> TestFiles.open(spec);
    assertThatThrownBy(() -> other.doAs(open))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.kind().exitCode()).isEqualTo(66))
        .hasMessageContaining("no read permission")
        .hasMessageContaining("/secret/1.csv");
  }

  private static void write(String path, String text) throws IOException {
    FileSystem system = cluster.getFileSystem();
    try (OutputStream out = system.create(new org.apache.hadoop.fs.Path(path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
