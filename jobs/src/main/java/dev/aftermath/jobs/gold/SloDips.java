package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.Dip;
import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.SplitSlo;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per SLO, group, objective and finding: a dip of the SLI with or without an incident, or
 * an incident without a dip.
 *
 * <p>{@code finding} is {@code dip_with_incident}, {@code dip_without_incident} or {@code
 * incident_without_dip}. A dip is a stretch of slices whose bad ratio is more than three times the
 * background and that cost at least a hundredth of four weeks' budget; {@code bad} is all that was
 * bad in it, {@code incident_ids} are the incidents it is attributed to. An incident without a dip
 * was open while slices were measured; its times are its own, {@code bad} is null and {@code
 * incident_ids} holds its id. {@code share_of_budget} is the share of the budget of the four weeks
 * up to the last evaluated day, null for dips before them, where there is no budget and where the
 * version in force by then counts another unit or lacks the objective. Each finding is that of the
 * version in force when it began, {@code definition_digest}, as though that one had stayed.
 */
public final class SloDips {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "slo_dips",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          finding STRING NOT NULL,
          finding_key STRING NOT NULL,
          start_at TIMESTAMP NOT NULL,
          end_at TIMESTAMP,
          bad DECIMAL(38, 18),
          share_of_budget DOUBLE,
          incident_ids ARRAY<STRING> NOT NULL,
          definition_digest STRING NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "finding",
          "finding_key");

  static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private SloDips() {}

  /** Those of all slices that had ended as of the instant of the search. */
  public static Dataset<Row> build(SloFindings findings) {
    return findings.of(SloFindings.Kind.DIP, TABLE.schema());
  }

  static List<Row> rows(SplitSlo objective) {
    List<Row> rows = new ArrayList<>();
    for (Dip dip : objective.dips()) {
      rows.add(row(objective, dip));
    }
    for (IncidentSpan incident : objective.incidentsWithoutDip()) {
      rows.add(
          row(
              objective,
              "incident_without_dip",
              incident.id(),
              incident.openedAt(),
              incident.settledAt(),
              null,
              null,
              List.of(incident.id())));
    }
    return rows;
  }

  private static Row row(SplitSlo objective, Dip dip) {
    return row(
        objective,
        dip.incidentIds().isEmpty() ? "dip_without_incident" : "dip_with_incident",
        dip.start().toString(),
        dip.start(),
        dip.end(),
        dip,
        objective.shareOfFourWeeks(dip),
        dip.incidentIds());
  }

  private static Row row(
      SplitSlo objective,
      String finding,
      String key,
      Instant start,
      @Nullable Instant end,
      @Nullable Dip dip,
      @Nullable Double share,
      List<String> incidentIds) {
    return RowFactory.create(
        objective.version().name(),
        objective.version().service(),
        objective.group(),
        objective.objective().name(),
        finding,
        key,
        Micros.of(start),
        Micros.ofNullable(end),
        dip == null ? null : dip.bad(),
        share,
        incidentIds.toArray(new String[0]),
        objective.digest());
  }
}
