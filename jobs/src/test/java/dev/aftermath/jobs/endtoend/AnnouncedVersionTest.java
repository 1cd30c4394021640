package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String OLD = "Requests without server error";
  private static final String NEW = "Requests without client error";

  @Test
  @DisplayName("leaves every table as if it was not there, and rules once its date has come")
  void announced(SparkSession spark, @TempDir Path folder) throws IOException {
    Path exports = TinyWorld.write(folder.resolve("world"), 2, 14, 12);
    Path conf = conf(folder.resolve("conf"));
    TestPlatform platform = TestPlatform.in(folder, conf, spark);
    platform.ingest(exports);
    platform.compute(TinyWorld.AS_OF);
    Map<String, Long> versions = platform.versions();
    assertThat(objectives(platform)).containsExactly(OLD);

    announce(conf);
    platform.compute(TinyWorld.AS_OF);
    assertThat(platform.versions()).isEqualTo(versions);

    platform.compute(TinyWorld.AS_OF.plusSeconds(86_400));
    assertThat(objectives(platform)).containsExactly(NEW);
    assertThat(
            platform
                .read(SloWindows.TABLE)
                .where("window = 'declared' AND day >= DATE '2026-11-17'")
                .selectExpr("concat(day, ' ', objective)")
                .as(Encoders.STRING())
                .collectAsList())
        .containsExactlyInAnyOrder("2026-11-17 " + OLD, "2026-11-18 " + NEW);
  }

  private static List<String> objectives(TestPlatform platform) {
    return platform
        .read(BudgetAttribution.TABLE)
        .select("objective")
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static void announce(Path conf) throws IOException {
    Files.writeString(
        conf.resolve("slos/next.yaml"),
        Files.readString(conf.resolve("slos/checkout.yaml"))
            .replace(
                "  labels:", "  annotations: {aftermath/effective-from: '" + FROM + "'}\n  labels:")
            .replace("  service: checkout", "  service: search")
            .replace("5..", "4..")
            .replace("28d", "7d")
            .replace(OLD, NEW)
            .replace("0.998", "0.9"));
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
