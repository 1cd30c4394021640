package dev.aftermath.jobs.silver;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.StatedFields;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per SLA of one ticket, definition and start: what the ticket system says of its time.
 *
 * <p>Everything is as stated; null means that no record states it. Elapsed time and pauses run
 * around the clock, their {@code business_} twins in the hours of {@code schedule} on the clock of
 * {@code zone}; elapsed time is without pauses. A ratio of 1 is all of the SLA's time. {@code
 * breach_at} allows for the pauses there were, {@code original_breach_at} does not. {@code end_at}
 * is null while the SLA runs or is paused.
 *
 * <p>The ticket system deletes and makes anew the SLAs that it repairs. The later record has the
 * last word here; the earlier ones stay in bronze.
 */
public final class SlaClocks {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
          "sla_clocks",
          """
          system STRING NOT NULL,
          ticket_key STRING NOT NULL,
          definition STRING NOT NULL,
          start_at TIMESTAMP NOT NULL,
          target STRING,
          stage STRING,
          end_at TIMESTAMP,
          breach_at TIMESTAMP,
          original_breach_at TIMESTAMP,
          paused_seconds BIGINT,
          business_paused_seconds BIGINT,
          elapsed_seconds BIGINT,
          business_elapsed_seconds BIGINT,
          elapsed_ratio DOUBLE,
          business_elapsed_ratio DOUBLE,
          has_breached BOOLEAN,
          schedule STRING,
          zone STRING
          """,
          "system",
          "ticket_key",
          "definition",
          "start_at");

  private static final StructType FOLDED = Schemas.withNumbersForTimes(TABLE.schema());
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private SlaClocks() {}

  /**
   * Builds the table, one shuffle.
   *
   * @param records {@link dev.aftermath.jobs.bronze.Records}
   */
  public static Dataset<Row> build(Dataset<Row> records) {
    return RecordRows.grouped(records.where("kind = 'sla'"))
        .mapGroups((MapGroupsFunction<Row, Row, Row>) SlaClocks::clock, Encoders.row(FOLDED))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Row clock(Row key, Iterator<Row> rows) {
    // The last record as a whole: one that runs again has lost the end of the one before.
    StatedFields fields = StatedFields.of(List.of(Collections.max(RecordRows.records(rows))));
    return RowFactory.create(
        RecordRows.system(key),
        fields.text(IncidentField.TASK),
        fields.text(IncidentField.TITLE),
        micros(fields, IncidentField.START_AT),
        fields.text(IncidentField.SLA_TARGET),
        fields.text(IncidentField.SLA_STAGE),
        micros(fields, IncidentField.END_AT),
        micros(fields, IncidentField.BREACH_AT),
        micros(fields, IncidentField.ORIGINAL_BREACH_AT),
        fields.count(IncidentField.PAUSED_SECONDS),
        fields.count(IncidentField.BUSINESS_PAUSED_SECONDS),
        fields.count(IncidentField.ELAPSED_SECONDS),
        fields.count(IncidentField.BUSINESS_ELAPSED_SECONDS),
        ratio(fields.text(IncidentField.ELAPSED_PERCENT)),
        ratio(fields.text(IncidentField.BUSINESS_ELAPSED_PERCENT)),
        fields.flag(IncidentField.BREACHED),
        fields.text(IncidentField.SCHEDULE),
        fields.text(IncidentField.ZONE));
  }

  private static @Nullable Long micros(StatedFields fields, IncidentField field) {
    return Micros.ofNullable(fields.instant(field));
  }

  private static @Nullable Double ratio(@Nullable String percent) {
    return percent == null
        ? null
        : Double.valueOf(
            new BigDecimal(percent).divide(HUNDRED, MathContext.DECIMAL64).doubleValue());
  }
}
