package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.log.IncidentWindows;
import dev.aftermath.jobs.domain.log.Lift;
import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.domain.log.Trouble;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.TemplateLift;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.LogTemplateAliases;
import dev.aftermath.jobs.silver.LogTemplates;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is written to the logs of a cause's service around the incidents of that cause: of the
 * patterns that stand out around the service's incidents, those that go with these. Says what goes
 * with them, never why.
 */
final class CauseTemplates {
  private static final long MINUTES_PER_DAY = 1_440;
  private static final long MICROS_PER_MINUTE = 60_000_000L;

  private final Lake lake;
  private final LiftRule rule;
  private final LocalDate start;
  private final LocalDate end;
  private final Instant asOf;

  /**
   * Those of a lake.
   *
   * @param asOf the instant that gold tables were computed for
   */
  CauseTemplates(Lake lake, LiftRule rule, Instant asOf) {
    this.lake = lake;
    this.rule = rule;
    this.asOf = asOf;
    this.end = asOf.atZone(ZoneOffset.UTC).toLocalDate();
    this.start = end.minusDays(rule.historyDays());
  }

  /**
   * The patterns that were written around one of the incidents at least, the least likely by chance
   * first.
   */
  List<KnownCauses.Template> of(String causeId, String service, int most) {
    Map<String, Share> quiet = quietShares(service);
    if (quiet.isEmpty()) {
      return List.of();
    }
    IncidentWindows windows =
        IncidentWindows.of(rule, troubles(causeId, service), minuteOf(start), minuteOf(end));
    Map<String, IncidentWindows.Sightings> sightings = new TreeMap<>();
    long observedFrom = Long.MAX_VALUE;
    long observedTo = Long.MIN_VALUE;
    for (Row row : said(service).collectAsList()) {
      long midnight = row.getInt(1) * MINUTES_PER_DAY;
      observedFrom = Math.min(observedFrom, midnight);
      observedTo = Math.max(observedTo, midnight + MINUTES_PER_DAY);
      if (quiet.containsKey(row.getString(0))) {
        IncidentWindows.Sightings of =
            sightings.computeIfAbsent(row.getString(0), pattern -> windows.sightings());
        row.<Integer>getList(2).forEach(minute -> of.add(midnight + minute));
      }
    }
    List<KnownCauses.Template> templates = new ArrayList<>();
    for (Map.Entry<String, IncidentWindows.Sightings> entry : sightings.entrySet()) {
      Lift seen = entry.getValue().lift(observedFrom, observedTo);
      if (seen.around().having() > 0) {
        templates.add(
            new KnownCauses.Template(
                entry.getKey(),
                new Lift(
                    seen.around(),
                    quiet.getOrDefault(entry.getKey(), new Share(0, 0)),
                    seen.beforeCount(),
                    seen.duringCount())));
      }
    }
    templates.sort(
        Comparator.comparingDouble((KnownCauses.Template it) -> it.lift().chance())
            .thenComparing(KnownCauses.Template::pattern));
    return templates.subList(0, Math.min(most, templates.size()));
  }

  /** How many of the service's quiet windows have each of the patterns that stand out. */
  private Map<String, Share> quietShares(String service) {
    Map<String, Share> quiet = new TreeMap<>();
    for (Row row :
        lake.read(TemplateLift.TABLE)
            .where(col("service").equalTo(service).and(col("stands_out")))
            .select("pattern", "quiet_windows_with_count", "quiet_window_count")
            .collectAsList()) {
      quiet.put(row.getString(0), new Share(row.getLong(1), row.getLong(2)));
    }
    return quiet;
  }

  private List<Trouble> troubles(String causeId, String service) {
    List<Trouble> troubles = new ArrayList<>();
    for (Row row :
        lake.read(CauseMembers.TABLE)
            .where(col("cause_id").equalTo(causeId).and(col("service").equalTo(service)))
            .select(
                unix_micros(col("opened_at")), unix_micros(coalesce(col("settled_at"), lit(asOf))))
            .collectAsList()) {
      troubles.add(
          new Trouble(
              Trouble.Kind.COUNTED,
              Math.floorDiv(row.getLong(0), MICROS_PER_MINUTE),
              Math.floorDiv(row.getLong(1), MICROS_PER_MINUTE) + 1));
    }
    return troubles;
  }

  private Dataset<Row> said(String service) {
    return lake.read(LogTemplates.TABLE)
        .where(
            col("service")
                .equalTo(service)
                .and(col("day").geq(lit(start)))
                .and(col("day").lt(lit(end))))
        .join(
            lake.read(LogTemplateAliases.TABLE).select("template_id", "pattern"),
            new String[] {"template_id"},
            "left")
        .select(coalesce(col("pattern"), col("signature")), unix_date(col("day")), col("minutes"));
  }

  private static long minuteOf(LocalDate day) {
    return day.toEpochDay() * MINUTES_PER_DAY;
  }
}
