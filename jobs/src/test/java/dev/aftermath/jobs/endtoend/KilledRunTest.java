package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.pipeline.Checks;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.evidence.EvidenceVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @TempDir Path folder;
  private Path exports;

  @Test
  @DisplayName(
      "Runs killed at ten random moments, then one to the end, give an untouched run's gold")
  void killed(SparkSession spark) throws Exception {
    exports = TinyWorld.write(folder.resolve("world"), 1, 2, 4);
    long began = System.nanoTime();
    assertThat(runToTheEnd("whole").code()).isZero();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

    kill(millis);
    CommandProcess.Ended last = runToTheEnd("killed");

    assertThat(last.code()).as(last.err()).isZero();
    TestPlatform whole = platform("whole", spark);
    TestPlatform killed = platform("killed", spark);
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
   * Kills at moments spread over the run, every other time on a fresh lake, so that half of the
   * runs die while they take in or compute for the first time and half while they mend.
   */
  private void kill(long firstRunMillis) throws Exception {
    long wholeRunMillis = firstRunMillis;
    Random random = new Random(SEED);
    List<Double> moments =
        IntStream.range(0, KILLS)
            .mapToObj(i -> 0.15 + 0.8 * (i + random.nextDouble()) / KILLS)
            .collect(Collectors.toList());
    Collections.shuffle(moments, random);
    int kills = 0;
    // A run that mends has less to do and may end before its moment: that is no kill.
    for (int attempt = 0; kills < KILLS && attempt < 2 * KILLS; attempt++) {
      if (attempt % 2 == 0) {
        delete(folder.resolve("killed"));
      }
      long began = System.nanoTime();
      try (CommandProcess process = start("killed")) {
        boolean hit = process.killAfter((long) (moments.get(kills) * wholeRunMillis));
        if (!hit) {
          assertThat(process.end().code()).isZero();
        }
        if (!hit && attempt % 2 == 0) {
          // The machine was busy when the first run was timed, and no longer is.
          long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
          wholeRunMillis = Math.min(wholeRunMillis, millis);
        }
        kills += hit ? 1 : 0;
      }
    }
    assertThat(kills).isEqualTo(KILLS);
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

  private CommandProcess.Ended runToTheEnd(String run) throws InterruptedException {
    try (CommandProcess process = start(run)) {
      return process.end();
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

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
