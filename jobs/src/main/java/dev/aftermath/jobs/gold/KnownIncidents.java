package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.log.IncidentLines;
import dev.aftermath.jobs.domain.suggestion.KnownIncident;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.text.IncidentText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The incidents of a tenant as suggestions read them, from rows. */
record KnownIncidents(List<Known> inOrder) {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "tenant STRING, incident_id STRING, title STRING, service STRING, cause_text STRING,"
              + " opened_micros BIGINT, is_solved BOOLEAN, month STRING,"
              + " templates ARRAY<STRUCT<template_id: STRING, minute_count: BIGINT>>,"
              + " vector ARRAY<FLOAT>");

  /** One of them. */
  static final class Known {
    private final IncidentText text;
    private final @Nullable String tenant;
    private final @Nullable String causeText;
    private final String month;
    private final float[] vector;
    private final IncidentLines lines;

    private Known(
        IncidentText text,
        @Nullable String tenant,
        @Nullable String causeText,
        String month,
        float[] vector,
        IncidentLines lines) {
      this.text = text;
      this.tenant = tenant;
      this.causeText = causeText;
      this.month = month;
      this.vector = vector;
      this.lines = lines;
    }

    String id() {
      return text.incident().id();
    }

    IncidentText text() {
      return text;
    }

    @Nullable String tenant() {
      return tenant;
    }

    @Nullable String causeText() {
      return causeText;
    }

    String month() {
      return month;
    }

    /** Of its text; of no numbers where there is none. */
    float[] vector() {
      return vector;
    }

    /** What its service wrote around its opening. */
    IncidentLines lines() {
      return lines;
    }
  }

  /** All of them, in the order in which they were opened. */
  static KnownIncidents read(Iterator<Row> rows) {
    List<Known> known = new ArrayList<>();
    rows.forEachRemaining(row -> known.add(read(row)));
    known.sort(
        Comparator.comparing((Known it) -> it.text().incident().openedAt())
            .thenComparing(Known::id));
    return new KnownIncidents(known);
  }

  private static Known read(Row row) {
    String causeText = row.getString(4);
    String body = row.getString(3) + (causeText == null ? "" : "\n" + causeText);
    KnownIncident incident =
        new KnownIncident(row.getString(1), Micros.instant(row.getLong(5)), row.getBoolean(6));
    return new Known(
        new IncidentText(incident, row.getString(2), body),
        row.getString(0),
        causeText,
        row.getString(7),
        row.isNullAt(9) ? new float[0] : vector(row.getList(9)),
        row.isNullAt(8) ? IncidentLines.NONE : lines(row.getString(3), row.getList(8)));
  }

  private static IncidentLines lines(String service, List<Row> templates) {
    Map<String, Long> counts = new HashMap<>();
    templates.forEach(template -> counts.put(template.getString(0), template.getLong(1)));
    return new IncidentLines(service, counts);
  }

  private static float[] vector(List<Float> numbers) {
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = numbers.get(i);
    }
    return vector;
  }
}
