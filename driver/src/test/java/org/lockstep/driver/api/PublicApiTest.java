package org.lockstep.driver.api;

import static org.assertj.core.api.Assertions.assertThat;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users call does not change under them: japicmp, against the last release's listing. */
class PublicApiTest {
  @TempDir private Path folder;

  private static String released() throws IOException {
    try (InputStream in = PublicApi.class.getResourceAsStream(PublicApi.LISTING)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void codeThatWasWrittenForTheLastReleaseStillCompilesAndRuns() throws Exception {
    assertThat(breaks(released(), PublicApi.listing()))
        .as("a break that is meant is written down: see PublicApi")
        .isEmpty();
  }

  @Test
  void breaksAreSeenAndAdditionsAreNone() throws Exception {
    String now = PublicApi.listing();
    String open =
        "  open | public static | (Ljava/nio/file/Path;)Lorg/lockstep/trainer/model/Scorer; |"
            + " java.io.IOException |\n";
    assertThat(now).contains(open);
    assertThat(breaks(now, now.replace(open, "")))
        .singleElement()
        .asString()
        .contains("METHOD_REMOVED", "Scorer.open");
    assertThat(breaks(now, now.replace(open, open + "  close | public | ()V |  |\n"))).isEmpty();
    String setter = "  setBatchSize | public | (I)Ljava/lang/Object;";
    assertThat(now).contains(setter);
    assertThat(breaks(now, now.replace(setter, setter.replace("(I)", "(J)")))).isNotEmpty();
    String type = "type org.lockstep.driver.ml.LockstepAutoencoder |";
    assertThat(now).contains(type);
    assertThat(breaks(now, now.replace(type, type.replace("Autoencoder", "Encoder"))))
        .anyMatch(each -> each.contains("CLASS_REMOVED"));
  }

  private List<String> breaks(String before, String after) throws Exception {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setAccessModifier(AccessModifier.PROTECTED);
    options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
    List<String> broken = new ArrayList<>();
    for (JApiClass type :
        new JarArchiveComparator(options).compare(archive(before), archive(after))) {
      collect(type.getFullyQualifiedName(), type, broken);
      type.getConstructors().forEach(each -> collect(each.toString(), each, broken));
      type.getMethods().forEach(each -> collect(each.toString(), each, broken));
      type.getFields().forEach(each -> collect(each.toString(), each, broken));
      type.getInterfaces().forEach(each -> collect(each.toString(), each, broken));
      collect(type.getSuperclass().toString(), type.getSuperclass(), broken);
    }
    return broken;
  }

  /** What is broken by the element itself, not by one within it. */
  private static void collect(String name, JApiCompatibility element, List<String> to) {
    element.getCompatibilityChanges().stream()
        .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
        .forEach(change -> to.add(change.getType() + ": " + name));
  }

  private JApiCmpArchive archive(String listing) throws Exception {
    Path jar = Files.createTempFile(folder, "api", ".jar");
    Files.write(jar, ApiListing.jar(listing));
    return new JApiCmpArchive(jar.toFile(), "0");
  }
}
