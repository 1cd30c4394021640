package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.pipeline.Checks;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.evidence.EvidenceVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("slow")
class KilledRunTest {
  private static final int KILLS = 10;
  private static final long SEED = 11;

  /** Of a run's files; a run that mends may leave fewer, and has to die before its end. */
  private static final double LATEST_KILL = 0.95;

  private static final int LONGEST_WAIT_MILLIS = 400;

  @TempDir Path folder;
  private Path exports;

  @Test
  @DisplayName(
      "Runs killed at ten random moments, then one to the end, give an untouched run's gold")
  void killed(SparkSession spark) throws Exception {
    exports = TinyWorld.write(folder.resolve("world"), 1, 2, 4);
    TestPlatform whole = platform("whole", spark);
    whole.run(exports, TinyWorld.AS_OF);

    kill();
    TestPlatform killed = platform("killed", spark);
    killed.run(exports, TinyWorld.AS_OF);

    assertThat(killed.rowCounts(Layer.BRONZE)).isEqualTo(whole.rowCounts(Layer.BRONZE));
    Map<String, List<String>> expected = whole.rows(Layer.GOLD);
    assertThat(expected.get("incident_facts")).isNotEmpty();
    killed
        .rows(Layer.GOLD)
        .forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(expected.get(table)));
    killed.assertAccountsBalance();
    assertThat(Checks.of(killed.lake(), killed.settings())).allMatch(Checks.Finding::good);
    assertPublished();
  }

  /**
   * Each run goes on with what the one before left when it died, so that the lake compared has
   * mended every death. How far a run has come is told by its files: seconds would hang on the
   * machine.
   */
  private void kill() throws InterruptedException {
    long whole = progress("whole");
    Random random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      long moment = (long) (LATEST_KILL * whole * (kill + random.nextDouble()) / KILLS);
      long next = Math.max(moment, progress("killed") + 1);
      try (CommandProcess process = start("killed")) {
        boolean died =
            process.killWhen(() -> progress("killed") >= next, random.nextInt(LONGEST_WAIT_MILLIS));
        assertThat(died).as("Dies when it has left %s of %s files", next, whole).isTrue();
      }
    }
  }

  /** The commits and published files that runs have left. */
  private long progress(String run) {
    Path root = folder.resolve(run);
    if (!Files.exists(root)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(KilledRunTest::isProgress).count();
    } catch (UncheckedIOException | IOException e) {
      // A file that was renamed while being looked at: what there is can be counted at the next
      // look.
      return 0;
    }
  }

  private static boolean isProgress(Path file) {
    boolean isCommit = file.getParent().endsWith("_delta_log") && file.toString().endsWith(".json");
    boolean isPublished = file.toString().contains("/out/") && Files.isRegularFile(file);
    return isCommit || isPublished;
  }

  /** Whatever moment a run died at, each pack and report that is there is whole. */
  private void assertPublished() throws IOException {
    List<Path> packs = files("killed", ".zip");
    assertThat(packs).isNotEmpty();
    for (Path pack : packs) {
      assertThat(EvidenceVerifier.verify(pack).isValid()).as(pack.toString()).isTrue();
    }
    List<Path> reports = files("killed", "report.json");
    assertThat(reports).isNotEmpty().hasSameSizeAs(files("whole", "report.json"));
  }

  private List<Path> files(String run, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(run).resolve("out"))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private CommandProcess start(String run) {
    return CommandProcess.start(
        List.of(
            "run",
            "--exports",
            exports.toString(),
            "--lake",
            folder.resolve(run).resolve("lake").toString(),
            "--output",
            folder.resolve(run).resolve("out").toString(),
            "--as-of",
            TinyWorld.AS_OF.toString()));
  }

  private TestPlatform platform(String run, SparkSession spark) {
    Path root = folder.resolve(run);
    return TestPlatform.of(root.resolve("lake"), root.resolve("out"), TestPlatform.CONF, spark);
  }
}
