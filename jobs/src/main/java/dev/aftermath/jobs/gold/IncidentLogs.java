package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.UnparsedLogs;
import dev.aftermath.jobs.spark.Schemas;
import java.time.YearMonth;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One row per counted incident around whose opening its service wrote log lines: of which
 * templates, and in how many minutes of the window of {@code window_seconds}.
 *
 * <p>This is what tells best that two failures are of one kind where lines are collected ({@link
 * dev.aftermath.jobs.domain.log.LogVectors}). Only lines of the incident's service are counted, and
 * of its tenant where both name one; not those of services whose message could not be told from its
 * data. {@code month} is that of the opening (UTC).
 */
public final class IncidentLogs {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "incident_logs",
              """
              incident_id STRING NOT NULL,
              service STRING NOT NULL,
              opened_at TIMESTAMP NOT NULL,
              window_seconds BIGINT NOT NULL,
              templates ARRAY<STRUCT<template_id: STRING, minute_count: BIGINT>> NOT NULL,
              month STRING NOT NULL
              """,
              "incident_id")
          .byMonth();

  private static final StructType KEY = StructType.fromDDL("service STRING");
  private static final StructType SAID =
      StructType.fromDDL(
          """
          service STRING NOT NULL, tenant STRING, template_id STRING NOT NULL,
          epoch_day INT NOT NULL, minutes ARRAY<INT> NOT NULL
          """);
  private static final StructType OPENED =
      StructType.fromDDL(
          """
          service STRING NOT NULL, tenant STRING, incident_id STRING NOT NULL,
          opened BIGINT NOT NULL, month STRING NOT NULL
          """);

  private IncidentLogs() {}

  /**
   * Builds the table: templates and incidents meet service by service, one shuffle of each.
   *
   * @param logTemplates {@link dev.aftermath.jobs.silver.LogTemplates}
   * @param unparsedLogs {@link UnparsedLogs}
   * @param incidents {@link dev.aftermath.jobs.silver.Incidents}
   */
  public static Dataset<Row> build(
      Dataset<Row> logTemplates, Dataset<Row> unparsedLogs, Dataset<Row> incidents, LiftRule rule) {
    Dataset<Row> said =
        UnparsedLogs.without(logTemplates.where("service IS NOT NULL"), unparsedLogs)
            .withColumn("epoch_day", unix_date(col("day")));
    Dataset<Row> opened =
        incidents
            .where("population = 'counted' AND service IS NOT NULL AND opened_at IS NOT NULL")
            .withColumn("opened", unix_micros(col("opened_at")));
    IncidentLogCounting counting = IncidentLogCounting.of(rule);
    CoGroupFunction<Row, Row, Row, Row> together =
        (service, lines, of) -> counting.rows(service.getString(0), lines, of);
    return grouped(said, SAID)
        .cogroup(
            grouped(opened, OPENED),
            together,
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** The rows of some months alone: windows reach a little into the months beside them. */
  public static Dataset<Row> build(
      Dataset<Row> logTemplates,
      Dataset<Row> unparsedLogs,
      Dataset<Row> incidents,
      LiftRule rule,
      SortedSet<String> months) {
    SortedSet<String> around = new TreeSet<>(months);
    for (String month : months) {
      around.add(YearMonth.parse(month).minusMonths(1).toString());
      around.add(YearMonth.parse(month).plusMonths(1).toString());
    }
    return build(
        logTemplates.where(col(TableSpec.MONTH).isin(around.toArray())),
        unparsedLogs,
        incidents.where(col(TableSpec.MONTH).isin(months.toArray())),
        rule);
  }

  /**
   * The days whose incidents may have other lines around them, windows being shorter than a day.
   */
  public static Days touched(Days ofTemplates, Days ofIncidents) {
    return ofTemplates.withDayBefore().withDayAfter().and(ofIncidents);
  }

  private static KeyValueGroupedDataset<Row, Row> grouped(Dataset<Row> rows, StructType schema) {
    return Schemas.fit(rows, schema)
        .groupBy(col("service"))
        .as(Encoders.row(KEY), Encoders.row(schema));
  }
}
