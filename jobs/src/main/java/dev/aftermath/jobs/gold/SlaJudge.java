package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.calendar.BusinessCalendar;
import dev.aftermath.jobs.domain.calendar.Clock;
import dev.aftermath.jobs.domain.incident.SlaClock;
import dev.aftermath.jobs.spark.Micros;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Tells of one stated SLA whether it was met; {@link SlaOutcomes} says by which rules. */
final class SlaJudge implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What it reads of an SLA and its incident: the columns that it passes on bear their names. */
  static final List<Column> COLUMNS =
      Stream.of(
              "incident_id",
              "definition",
              "start_at",
              "servicenow_key",
              "target",
              "service",
              "tenant",
              "team",
              "priority",
              "population",
              "stage",
              "end_at",
              "breach_at",
              "original_breach_at",
              "schedule",
              "zone",
              "paused_seconds",
              "business_paused_seconds",
              "elapsed_ratio",
              "business_elapsed_ratio",
              "has_breached")
          .map(name -> name.endsWith("_at") ? unix_micros(col(name)).as(name) : col(name))
          .toList();

  private final Map<String, BusinessCalendar> calendars = new HashMap<>();

  SlaJudge(Collection<BusinessCalendar> known) {
    for (BusinessCalendar calendar : known) {
      calendars.put(calendar.id(), calendar);
      calendar.aliases().forEach(alias -> calendars.put(alias, calendar));
    }
  }

  /** The clock of a schedule in a zone, with what is wrong about them. */
  private record Hours(@Nullable Clock clock, @Nullable String name, List<String> flags) {}

  private record Outcome(String word, @Nullable String basis) {
    static Outcome decided(boolean breached, String basis) {
      return new Outcome(breached ? "breached" : "met", basis);
    }
  }

  Row outcome(Row sla) {
    Hours hours = hours(sla.getAs("schedule"), sla.getAs("zone"));
    SlaClock clock = clock(sla, hours.clock == null ? Clock.AROUND_THE_CLOCK : hours.clock);
    boolean known = hours.clock != null;
    Long business = known ? clock.businessElapsedSeconds() : null;
    Boolean computed = known ? clock.isBreached() : null;
    Outcome outcome = outcome(sla, computed);
    return RowFactory.create(
        sla.getAs("incident_id"),
        sla.getAs("definition"),
        sla.getAs("start_at"),
        sla.getAs("servicenow_key"),
        sla.getAs("target"),
        sla.getAs("service"),
        sla.getAs("tenant"),
        sla.getAs("team"),
        sla.getAs("priority"),
        sla.getAs("population"),
        sla.getAs("stage"),
        sla.getAs("end_at"),
        sla.getAs("breach_at"),
        sla.getAs("original_breach_at"),
        sla.getAs("schedule"),
        sla.getAs("zone"),
        hours.name,
        sla.getAs("paused_seconds"),
        sla.getAs("business_paused_seconds"),
        known ? clock.allowedSeconds() : null,
        clock.elapsedSeconds(),
        business,
        known ? clock.ratio(clock.elapsedSeconds()) : null,
        clock.ratio(business),
        sla.getAs("elapsed_ratio"),
        sla.getAs("business_elapsed_ratio"),
        sla.getAs("has_breached"),
        outcome.word,
        outcome.basis,
        flags(sla, hours, computed));
  }

  private Hours hours(@Nullable String schedule, @Nullable String zone) {
    if (schedule == null) {
      return new Hours(Clock.AROUND_THE_CLOCK, "24x7", List.of());
    }
    BusinessCalendar calendar = calendars.get(schedule);
    if (calendar == null) {
      return new Hours(null, null, List.of("schedule_not_known"));
    }
    try {
      BusinessCalendar there = zone == null ? calendar : calendar.in(ZoneId.of(zone));
      return new Hours(there, calendar.id(), List.of());
    } catch (DateTimeException e) {
      return new Hours(calendar, calendar.id(), List.of("zone_not_known"));
    }
  }

  private static SlaClock clock(Row sla, Clock clock) {
    return new SlaClock(
        Micros.instant(sla.<Long>getAs("start_at")),
        instant(sla, "end_at"),
        instant(sla, "original_breach_at"),
        sla.getAs("paused_seconds"),
        // Around the clock all of a pause counts, whatever a business pause is stated to be.
        sla.getAs(clock == Clock.AROUND_THE_CLOCK ? "paused_seconds" : "business_paused_seconds"),
        clock);
  }

  private static Outcome outcome(Row sla, @Nullable Boolean computed) {
    String stage = sla.getAs("stage");
    if ("cancelled".equals(stage)) {
      return new Outcome("cancelled", null);
    }
    if (sla.getAs("end_at") == null) {
      return new Outcome("running", null);
    }
    Boolean stated = sla.getAs("has_breached");
    Double ratio = statedRatio(sla);
    if (stated != null) {
      return Outcome.decided(stated, "stated");
    }
    if (computed != null) {
      return Outcome.decided(computed, "computed");
    }
    return ratio == null
        ? new Outcome("unknown", null)
        : Outcome.decided(ratio > 1, "stated_ratio");
  }

  private static String[] flags(Row sla, Hours hours, @Nullable Boolean computed) {
    List<String> flags = new ArrayList<>(hours.flags);
    Boolean stated = sla.getAs("has_breached");
    Double ratio = statedRatio(sla);
    if (stated != null && !"cancelled".equals(sla.getAs("stage"))) {
      if (computed != null && !computed.equals(stated)) {
        flags.add("breach_contradicts_computed");
      }
      // Exactly 1 agrees with either: percentages are rounded.
      if (ratio != null && (stated ? ratio < 1 : ratio > 1)) {
        flags.add("breach_contradicts_stated_ratio");
      }
    }
    return flags.toArray(String[]::new);
  }

  private static @Nullable Double statedRatio(Row sla) {
    return sla.getAs(sla.getAs("schedule") == null ? "elapsed_ratio" : "business_elapsed_ratio");
  }

  private static @Nullable Instant instant(Row sla, String column) {
    Long micros = sla.getAs(column);
    return micros == null ? null : Micros.instant(micros);
  }
}
