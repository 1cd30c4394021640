package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code conf/aftermath.yaml} says of the platform as a whole. An option of the command line
 * wins over the file, the file over the default.
 *
 * @param folder the folder of the settings, with {@code sources}, {@code slos} and {@code kpis}
 * @param organisation whose operations the reports are about
 * @param reportZone the zone whose Mondays begin the report weeks
 * @param freeze how long after its end a week takes late data before it counts as final
 * @param fiscalYearStartMonth the month that fiscal years begin with, from 1 to 12
 * @param lake path or URI of the lake
 * @param output path or URI of what is published
 * @param sparkMaster where Spark runs; empty to take what {@code spark-submit} set
 * @param sparkSettings passed to Spark as they are
 * @param burnRatePolicies by which episodes of fast burning are told, as {@code burn_rate_policy}
 *     names them
 * @param pushgateway base URL of a Pushgateway, when metrics are pushed
 */
public record PlatformSettings(
    Path folder,
    String organisation,
    ZoneId reportZone,
    Duration freeze,
    int fiscalYearStartMonth,
    String lake,
    String output,
    String sparkMaster,
    Map<String, String> sparkSettings,
    List<BurnRatePolicy> burnRatePolicies,
    Optional<String> pushgateway) {

  private static final Set<String> KEYS =
      Set.of(
          "organisation",
          "report_zone",
          "week_freeze_hours",
          "fiscal_year_start_month",
          "lake",
          "output",
          "spark",
          "burn_rate_policy",
          "pushgateway");

  /** Reads {@code aftermath.yaml} in the folder; every problem in it is reported together. */
  public static PlatformSettings in(Path folder) {
    Path file = folder.resolve("aftermath.yaml");
    Problems problems = new Problems();
    if (!Files.isRegularFile(file)) {
      problems.add(
          new Problem(
              file.toString(), 1, 1, "Cannot find the settings; name their folder with --conf"));
      problems.throwIfAny();
    }
    try {
      YamlNode root = YamlNode.onlyDocument(file, problems);
      PlatformSettings settings = from(folder, root);
      problems.throwIfAny();
      return settings;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static PlatformSettings from(Path folder, YamlNode root) throws IOException {
    root.refuseKeysBeyond(KEYS);
    Map<String, String> sparkSettings = new TreeMap<>();
    Optional<YamlNode> spark = root.find("spark");
    spark.ifPresent(node -> node.refuseKeysBeyond(Set.of("master", "settings")));
    spark
        .flatMap(node -> node.find("settings"))
        .ifPresent(
            node ->
                node.entries()
                    .forEach(
                        (key, value) -> value.text().ifPresent(t -> sparkSettings.put(key, t))));
    return new PlatformSettings(
        folder,
        root.text("organisation"),
        root.parsed("report_zone", "an IANA zone such as Europe/Berlin", ZoneId::of)
            .orElse(ZoneId.of("UTC")),
        Duration.ofHours(
            root.parsed("week_freeze_hours", "a whole number of hours", Long::parseLong)
                .orElse(36L)),
        root.parsed("fiscal_year_start_month", "a month from 1 to 12", PlatformSettings::month)
            .orElse(1),
        root.optionalText("lake").orElse("lake"),
        root.optionalText("output").orElse("out"),
        spark.flatMap(node -> node.optionalText("master")).orElse("local[*]"),
        sparkSettings,
        BurnRatePolicies.chosen(root, folder.resolve("burn-rates")),
        root.optionalText("pushgateway"));
  }

  /** The calendar that figures are reported by. */
  public ReportCalendar calendar() {
    return new ReportCalendar(reportZone, fiscalYearStartMonth);
  }

  private static int month(String text) {
    return Month.of(Integer.parseInt(text)).getValue();
  }

  /** The same settings with what the command line says. */
  public PlatformSettings with(
      Optional<String> lakeOption, Optional<String> outputOption, Optional<String> masterOption) {
    return new PlatformSettings(
        folder,
        organisation,
        reportZone,
        freeze,
        fiscalYearStartMonth,
        lakeOption.orElse(lake),
        outputOption.orElse(output),
        masterOption.orElse(sparkMaster),
        sparkSettings,
        burnRatePolicies,
        pushgateway);
  }

  /** The same settings with the Pushgateway of the command line, when it names one. */
  public PlatformSettings withPushgateway(@Nullable String url) {
    return new PlatformSettings(
        folder,
        organisation,
        reportZone,
        freeze,
        fiscalYearStartMonth,
        lake,
        output,
        sparkMaster,
        sparkSettings,
        burnRatePolicies,
        url == null ? pushgateway : Optional.of(url));
  }
}
