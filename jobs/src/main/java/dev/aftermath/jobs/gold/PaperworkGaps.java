package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.PaperworkGap;
import dev.aftermath.jobs.domain.slo.SplitSlo;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per SLO, group, objective and incident that concerns it and was open while it was
 * measured: how long the record says that it lasted, and how long the SLI was bad meanwhile.
 *
 * <p>{@code recorded_seconds} runs from the opening to {@code settled_at} or, of an open record, to
 * the evaluation. {@code bad_seconds} is the part of that time in which the SLI was below the slice
 * target, {@code unknown_seconds} the part that nothing measured. {@code recovered_at} is the end
 * of the last bad slice, no later than the settling; {@code open_after_recovery_seconds} is the
 * time from there to the end of the record, and {@code is_open_long_after_recovery} says that it is
 * more than an hour. Both are null or false where nothing was bad meanwhile: then the record is in
 * {@link SloDips} as {@code incident_without_dip}. Each is by the version in force when the
 * incident was opened, {@code definition_digest}, as though that one had stayed.
 */
public final class PaperworkGaps {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "paperwork_gaps",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          incident_id STRING NOT NULL,
          opened_at TIMESTAMP NOT NULL,
          settled_at TIMESTAMP,
          is_open BOOLEAN NOT NULL,
          recorded_seconds BIGINT NOT NULL,
          bad_seconds BIGINT NOT NULL,
          unknown_seconds BIGINT NOT NULL,
          recovered_at TIMESTAMP,
          open_after_recovery_seconds BIGINT,
          is_open_long_after_recovery BOOLEAN NOT NULL,
          definition_digest STRING NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "incident_id");

  static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private PaperworkGaps() {}

  /** Those of all incidents opened before the instant of the search. */
  public static Dataset<Row> build(SloFindings findings) {
    return findings.of(SloFindings.Kind.PAPERWORK_GAP, TABLE.schema());
  }

  static List<Row> rows(SplitSlo objective) {
    return objective.paperworkGaps().stream().map(gap -> row(objective, gap)).toList();
  }

  private static Row row(SplitSlo objective, PaperworkGap gap) {
    @Nullable Duration after = gap.openAfterRecovery();
    return RowFactory.create(
        objective.version().name(),
        objective.version().service(),
        objective.group(),
        objective.objective().name(),
        gap.incident().id(),
        Micros.of(gap.incident().openedAt()),
        gap.isOpen() ? null : Micros.of(gap.end()),
        gap.isOpen(),
        gap.recorded().toSeconds(),
        gap.bad().toSeconds(),
        gap.unknown().toSeconds(),
        Micros.ofNullable(gap.recoveredAt()),
        after == null ? null : after.toSeconds(),
        gap.isOpenLongAfterRecovery(),
        objective.digest());
  }
}
