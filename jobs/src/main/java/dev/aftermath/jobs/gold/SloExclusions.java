package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SplitSlo;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per approved exclusion, SLO, group and objective that it concerns.
 *
 * <p>{@code start_at} and {@code end_at} are the approved window of the change; work beyond it is
 * not excluded. {@code is_after_the_fact}: it was entered or approved after it had begun. {@code
 * is_overlapping}: another exclusion of the SLO covers a part of its time. {@code is_unused}:
 * nothing bad was excluded by it. {@code excluded_slice_count} counts the measured slices that lie
 * in it whole, {@code excluded_bad} and {@code excluded_total} what was counted in them, in events
 * or, where the method counts slices, in slices. A slice that only two exclusions together cover is
 * excluded, but told of neither. {@code rule}, the budgeting method and the objective are those of
 * the version in force when the exclusion began, {@code definition_digest}; what was measured in a
 * slice is that of the version that rules it.
 */
public final class SloExclusions {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "slo_exclusions",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          exclusion_id STRING NOT NULL,
          rule STRING NOT NULL,
          start_at TIMESTAMP NOT NULL,
          end_at TIMESTAMP NOT NULL,
          approval STRING NOT NULL,
          approver STRING,
          entered_at TIMESTAMP,
          approved_at TIMESTAMP,
          is_after_the_fact BOOLEAN NOT NULL,
          is_overlapping BOOLEAN NOT NULL,
          is_unused BOOLEAN NOT NULL,
          excluded_slice_count BIGINT NOT NULL,
          excluded_bad DECIMAL(38, 18) NOT NULL,
          excluded_total DECIMAL(38, 18) NOT NULL,
          definition_digest STRING NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "exclusion_id");

  static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private SloExclusions() {}

  /** The exclusions of every SLO that has slices. */
  public static Dataset<Row> build(SloFindings findings) {
    return findings.of(SloFindings.Kind.EXCLUSION, TABLE.schema());
  }

  static List<Row> rows(SplitSlo objective, List<Maintenance> approved, Instant asOf) {
    String service = objective.version().service();
    List<Maintenance> own =
        approved.stream()
            .filter(each -> each.exclusion().concerns(service, objective.tenant()))
            .toList();
    return own.stream()
        .filter(each -> objective.tellsOf(each.exclusion().interval().start()))
        .map(each -> row(objective, each, own, asOf))
        .toList();
  }

  private static Row row(
      SplitSlo objective, Maintenance maintenance, List<Maintenance> own, Instant asOf) {
    ObjectiveLedger gross = objective.throughout();
    Interval interval = maintenance.exclusion().interval();
    Instant end = interval.end().isAfter(asOf) ? asOf : interval.end();
    long from = gross.timeline().placeAtOrAfter(interval.start());
    long to = Math.max(from, gross.timeline().placesEndedBy(end));
    BigDecimal bad = gross.bad(from, to);
    SloDefinition version = objective.version();
    return RowFactory.create(
        version.name(),
        version.service(),
        objective.group(),
        objective.objective().name(),
        maintenance.exclusion().id(),
        version.exclusions().word(),
        Micros.of(interval.start()),
        Micros.of(interval.end()),
        maintenance.approval(),
        maintenance.approver(),
        Micros.ofNullable(maintenance.enteredAt()),
        Micros.ofNullable(maintenance.approvedAt()),
        maintenance.isAfterTheFact(),
        maintenance.overlapsAny(own),
        bad.signum() <= 0,
        gross.knownCount(from, to),
        bad,
        gross.total(from, to),
        objective.digest());
  }
}
