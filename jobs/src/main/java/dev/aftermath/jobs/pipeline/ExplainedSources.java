package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.LogLines;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.series.HistogramChunk;
import dev.aftermath.jobs.domain.series.SampleChunk;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.NoticeQuery;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.spark.Micros;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Which files the samples, lines, incidents or notices of a figure came from. */
final class ExplainedSources {
  private static final int MOST = 10;
  private static final long NANOS_PER_MICRO = 1_000L;

  private static final StructType COUNTS = StructType.fromDDL("export_id STRING, count BIGINT");

  private final Lake lake;
  private final ExplanationInputs inputs;
  private final ExplanationLines lines;

  /**
   * The sources of figures.
   *
   * @param inputs the tables to look in
   */
  ExplainedSources(Lake lake, ExplanationInputs inputs, ExplanationLines lines) {
    this.lake = lake;
    this.inputs = inputs;
    this.lines = lines;
  }

  /** What is counted, in which groups, and when. */
  private record Asked(Indicator indicator, Grouping grouping, String group, Interval within) {}

  /** Tells the files of the stretches of a window. */
  void tell(ExplanationBasis basis) {
    basis.measuredParts().stream()
        .flatMap(part -> part.pieces().stream())
        .map(piece -> asked(basis, piece))
        .distinct()
        .forEach(this::tell);
  }

  private static Asked asked(ExplanationBasis basis, ExplainedPart.Piece piece) {
    Grouping grouping =
        basis
            .measured()
            .history()
            .ofDigest(piece.terms().definitionDigest())
            .orElseThrow()
            .grouping();
    Indicator indicator = piece.terms().objective().indicator();
    return new Asked(indicator, grouping, basis.measured().group(), piece.interval());
  }

  private void tell(Asked asked) {
    if (asked.indicator() instanceof Indicator.LogRatio logs) {
      tell(asked, "log lines of the streams", lines(logs, asked));
    } else if (asked.indicator() instanceof Indicator.IncidentTime incidents) {
      tell(asked, "records of the incidents that made time bad", records(incidents, asked));
    } else if (asked.indicator() instanceof Indicator.NoticeTime notices) {
      tell(asked, "records of the notices that made time bad", records(notices, asked));
    } else if (!asked.indicator().series().isEmpty()) {
      tell(asked, "samples of the series", chunks(asked));
    }
  }

  private Dataset<Row> chunks(Asked asked) {
    List<SeriesQuery> queries = asked.indicator().series();
    Grouping grouping = asked.grouping();
    String key = asked.group();
    long start = asked.within().start().toEpochMilli();
    long end = asked.within().end().toEpochMilli();
    return inputs
        .read(SampleChunks.TABLE)
        .where(
            col("day")
                .between(
                    lit(asked.within().start().atOffset(ZoneOffset.UTC).toLocalDate()),
                    lit(asked.within().end().atOffset(ZoneOffset.UTC).toLocalDate())))
        .where(col("last_at").gt(lit(asked.within().start())))
        .where(col("first_at").leq(lit(asked.within().end())))
        .select("source", "labels", "export_id", "sample_count", "first_at", "last_at", "chunk")
        .filter(
            (FilterFunction<Row>)
                row -> {
                  Map<String, String> labels = row.getJavaMap(1);
                  return grouping.keyOf(labels).equals(key)
                      && queries.stream().anyMatch(it -> it.matches(row.getString(0), labels));
                })
        .map(
            (MapFunction<Row, Row>)
                row -> RowFactory.create(row.getString(2), countWithin(row, start, end)),
            Encoders.row(COUNTS));
  }

  /** A sample tells of the time before it: that on the start is of the time before the window. */
  private static long countWithin(Row chunk, long start, long end) {
    long first = chunk.getInstant(4).toEpochMilli();
    long last = chunk.getInstant(5).toEpochMilli();
    if (start < first && last <= end) {
      return chunk.getLong(3);
    }
    byte[] bytes = chunk.getAs(6);
    if (HistogramChunk.isOne(bytes)) {
      return HistogramChunk.decode(bytes).stream()
          .filter(sample -> start < sample.epochMillis() && sample.epochMillis() <= end)
          .count();
    }
    AtomicLong count = new AtomicLong();
    SampleChunk.decode(
        bytes, (millis, value) -> count.addAndGet(start < millis && millis <= end ? 1 : 0));
    return count.get();
  }

  private Dataset<Row> lines(Indicator.LogRatio logs, Asked asked) {
    List<LogQuery> queries = List.of(logs.counted(), logs.total());
    Grouping grouping = asked.grouping();
    String key = asked.group();
    Column at = col("epoch_nanoseconds");
    return inputs
        .read(LogLines.TABLE)
        .where(at.geq(Micros.of(asked.within().start()) * NANOS_PER_MICRO))
        .where(at.lt(Micros.of(asked.within().end()) * NANOS_PER_MICRO))
        .select("source", "labels", "export_id")
        .filter(
            (FilterFunction<Row>)
                row -> {
                  Map<String, String> labels = row.getJavaMap(1);
                  return grouping.keyOf(labels).equals(key)
                      && queries.stream()
                          .anyMatch(it -> it.matchesStream(row.getString(0), labels));
                })
        .select(col("export_id"), lit(1L).as("count"));
  }

  /** The records of the incidents that are meant and lasted into the window. */
  private Dataset<Row> records(Indicator.IncidentTime incidentTime, Asked asked) {
    IncidentQuery query = incidentTime.incidents();
    Grouping grouping = asked.grouping();
    String key = asked.group();
    Dataset<Row> incidents =
        PublishedIncidents.read(inputs)
            .where("population = 'counted'")
            .where(col("opened_at").lt(lit(asked.within().end())))
            .where(
                coalesce(col("resolved_at"), lit(asked.within().end()))
                    .gt(lit(asked.within().start())))
            .select(
                "service",
                "tenant",
                "team",
                "priority",
                "impact",
                "pagerduty_key",
                "servicenow_key",
                "pagerduty_number",
                "servicenow_number")
            .filter(
                (FilterFunction<Row>)
                    row ->
                        query.matches(row.getString(0), row.getString(3), row.getString(4))
                            && grouping.keyOf(labels(row, Grouping.OF_INCIDENTS)).equals(key));
    Column isPage = col("system").equalTo("pagerduty");
    Column ofPage =
        col("record_key")
            .equalTo(col("pagerduty_key"))
            .or(col("number").equalTo(col("pagerduty_number")));
    Column ofTicket =
        col("record_key")
            .equalTo(col("servicenow_key"))
            .or(col("number").equalTo(col("servicenow_number")));
    return inputs
        .read(Records.TABLE)
        .where("kind = 'incident'")
        .select(
            col("export_id"),
            col("system"),
            col("record_key"),
            col("fields").getItem("number").as("number"))
        .join(incidents, isPage.and(ofPage).or(not(isPage).and(ofTicket)), "left_semi")
        .select(col("export_id"), lit(1L).as("count"));
  }

  /** The records of the notices that are meant and lasted into the window. */
  private Dataset<Row> records(Indicator.NoticeTime noticeTime, Asked asked) {
    NoticeQuery query = noticeTime.notices();
    Grouping grouping = asked.grouping();
    String key = asked.group();
    Dataset<Row> notices =
        inputs
            .read(CustomerNotices.TABLE)
            .where(col("started_at").lt(lit(asked.within().end())))
            .where(
                coalesce(col("ended_at"), lit(asked.within().end()))
                    .gt(lit(asked.within().start())))
            .select(
                col("source"),
                explode_outer(col("components")).as("component"),
                col("impact"),
                col("notice_key").as("record_key"))
            .filter(
                (FilterFunction<Row>)
                    row -> {
                      Map<String, String> labels =
                          labels(row, List.of("source", "component", "impact"));
                      return query.matches(labels) && grouping.keyOf(labels).equals(key);
                    });
    return inputs
        .read(Records.TABLE)
        .where("kind = 'notice'")
        .join(
            notices,
            CollectionConverters.asScala(List.of("source", "record_key")).toSeq(),
            "left_semi")
        .select(col("export_id"), lit(1L).as("count"));
  }

  private static Map<String, String> labels(Row row, List<String> names) {
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!row.isNullAt(i)) {
        labels.put(names.get(i), row.getString(i));
      }
    }
    return labels;
  }

  private void tell(Asked asked, String what, Dataset<Row> counted) {
    List<Row> files =
        counted
            .groupBy("export_id")
            .agg(sum("count").as("count"))
            .where("count > 0")
            .join(lake.read(Exports.TABLE), "export_id")
            .select("file_name", "content_sha256", "count", "observed_from")
            .orderBy(col("observed_from"), col("file_name"))
            .collectAsList();
    long all = files.stream().mapToLong(file -> file.getLong(2)).sum();
    lines.add(
        "sources",
        what
            + ", "
            + asked.within().start()
            + " to "
            + asked.within().end()
            + ": "
            + all
            + ", in exports: "
            + files.size());
    for (Row file : files.stream().limit(MOST).toList()) {
      lines.more(
          file.getString(0)
              + ", SHA-256 "
              + file.getString(1).substring(0, 16)
              + "…: "
              + file.getLong(2));
    }
    if (files.size() > MOST) {
      lines.more("and " + (files.size() - MOST) + " more, in the table exports");
    }
  }
}
