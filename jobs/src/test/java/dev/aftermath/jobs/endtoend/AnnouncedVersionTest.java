package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.SloDips;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.pipeline.Computation;
import dev.aftermath.jobs.pipeline.Explanation;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("A version with a date to come and another service, indicator, window and objective")
class AnnouncedVersionTest {
  private static final String FROM = "2026-11-18T00:00:00Z";
  private static final String UNMEASURED_FROM = "2026-12-01T00:00:00Z";
  private static final String OLD = "Requests without server error";
  private static final String NEW = "Requests without client error";

  @Test
  @DisplayName(
      "leaves every table as if it was not there, and rules once its date has come; asked for"
          + " before, it has the figures that it has afterwards")
  void announced(SparkSession spark, @TempDir Path folder) throws IOException {
    Path exports = TinyWorld.write(folder.resolve("world"), 2, 14, 12);
    Path conf = conf(folder.resolve("conf"));
    TestPlatform platform = TestPlatform.in(folder, conf, spark);
    platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF);
    Map<String, Long> versions = platform.versions();
    assertThat(objectives(platform)).containsExactly(OLD);

    List<String> oldDips = dips(platform);
    assertThat(oldDips).isNotEmpty();

    announce(conf);
    platform.compute(TinyWorld.AS_OF);
    assertThat(platform.versions()).isEqualTo(versions);
    List<String> before = explained(platform, FROM);
    assertThat(before.get(0)).contains("nothing was published of this objective");
    assertThat(before).anyMatch(line -> line.startsWith("objective") && line.contains(NEW));
    assertThat(explained(platform, UNMEASURED_FROM))
        .singleElement()
        .asString()
        .startsWith("not measured")
        .contains(
            NEW + ": no figure under version ",
            "since the lake has no sample that measures {__name__=\"http_responses_total\"",
            " by 2026-11-17T23:00:00Z");

    platform.compute(TinyWorld.AS_OF.plusSeconds(86_400));
    assertThat(explained(platform, FROM)).isEqualTo(before);
    assertThat(objectives(platform)).containsExactly(NEW);
    assertThat(dips(platform)).containsAll(oldDips);
    assertThat(
            platform
                .read(SloWindows.TABLE)
                .where("window = 'declared' AND day >= DATE '2026-11-17'")
                .selectExpr("concat(day, ' ', objective)")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder("2026-11-17 " + OLD, "2026-11-18 " + NEW);
  }

  /** The figure of November 17 under the version of a date, but for the versions of tables. */
  private static List<String> explained(TestPlatform platform, String from) {
    SloDefinition under =
        SloHistory.of(Computation.slos(platform.settings()))
            .get(0)
            .named(from.substring(0, 10))
            .orElseThrow();
    LocalDate day = LocalDate.parse("2026-11-17");
    return Explanation.of(
            platform.lake(),
            platform.settings(),
            new Explanation.Subject(
                under.name(), Grouping.WHOLE, null, SloWindows.DECLARED, day, null, under))
        .stream()
        .takeWhile(line -> !line.startsWith("tables"))
        .toList();
  }

  private static List<String> dips(TestPlatform platform) {
    return platform
        .read(SloDips.TABLE)
        .selectExpr("concat_ws(' ', objective, finding, finding_key, bad, definition_digest)")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static List<String> objectives(TestPlatform platform) {
    return platform
        .read(BudgetAttribution.TABLE)
        .select("objective")
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  /** Two versions, of which the later one counts what no export has. */
  private static void announce(Path conf) throws IOException {
    String next =
        Files.readString(conf.resolve("slos/checkout.yaml"))
            .replace("  labels:", "  annotations: {aftermath/effective-from: 'FROM'}\n  labels:")
            .replace("  service: checkout", "  service: search")
            .replace("5..", "4..")
            .replace("28d", "7d")
            .replace(OLD, NEW)
            .replace("0.998", "0.9");
    Files.writeString(conf.resolve("slos/next.yaml"), next.replace("FROM", FROM));
    Files.writeString(
        conf.resolve("slos/unmeasured.yaml"),
        next.replace("FROM", UNMEASURED_FROM)
            .replace("http_requests_total", "http_responses_total"));
  }

  /** The settings that the project ships with one SLO alone. */
  private static Path conf(Path conf) throws IOException {
    try (Stream<Path> files = Files.walk(TestPlatform.CONF)) {
      files
          .filter(Files::isRegularFile)
          .map(TestPlatform.CONF::relativize)
          .filter(file -> !file.startsWith("slos") || file.endsWith("checkout.yaml"))
          .forEach(
              file ->
                  RealData.copy(TestPlatform.CONF.resolve(file), conf.resolve(file.toString())));
    }
    return conf;
  }
}
