package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Weekly exports of Loki: error lines of faults and a few warnings that mean nothing. */
final class LokiExport {

  static final String SOURCE = "loki";
  // Below the 5,000 entries at which a server cuts an answer off.
  private static final int ENTRY_LIMIT = 4_000;

  private final Plan plan;
  private final World world;
  private final Counts counts;

  LokiExport(Plan plan, Counts counts) {
    this.plan = plan;
    this.world = plan.world();
    this.counts = counts;
  }

  private record Line(long nanos, String level, String service, String tenant, String text) {

    Map<String, String> labels() {
      return new TreeMap<>(
          Map.of(
              "level",
              level,
              "namespace",
              "prod",
              "service",
              service,
              "service_name",
              service,
              "tenant",
              tenant));
    }
  }

  void write(Week week) throws IOException {
    List<Line> lines = lines(week);
    lines.sort(Comparator.comparingLong(Line::nanos).thenComparing(Line::service));
    boolean asLines = week.index() % 3 == 2;
    try (Sink sink = Sink.to(plan.folder(SOURCE, week), packing(week), SOURCE + ".zip")) {
      int part = 1;
      for (int from = 0; from == 0 || from < lines.size(); from += ENTRY_LIMIT) {
        List<Line> entries = lines.subList(from, Math.min(lines.size(), from + ENTRY_LIMIT));
        if (asLines) {
          writeLines(sink.open("logcli-" + part + ".jsonl"), entries);
        } else {
          writeStreams(sink.open("query_range-" + part + ".json"), entries);
        }
        part++;
      }
    }
    counts.add("loki_entries", lines.size());
  }

  private static Sink.Packing packing(Week week) {
    return switch (week.index() % 4) {
      case 1 -> Sink.Packing.GZIP;
      case 3 -> Sink.Packing.ZIP;
      default -> Sink.Packing.PLAIN;
    };
  }

  private List<Line> lines(Week week) {
    List<Line> lines = new ArrayList<>();
    for (int i = Math.max(0, week.index() - 1); i <= week.index(); i++) {
      world.visit(world.weeks().get(i), incident -> addErrors(lines, week, incident));
    }
    for (Service service : world.services()) {
      SplittableRandom random =
          Seeds.random(Seeds.mix(world.serviceKey(service) + 901, week.startSecond()));
      for (int i = 0; i < 20; i++) {
        Tenant tenant = world.tenants().get(random.nextInt(world.tenants().size()));
        long second = week.startSecond() + random.nextLong(week.seconds());
        String text =
            Wording.fill("slow request {uuid}: {ms} ms on {host}", service, tenant, second, random);
        lines.add(new Line(nanos(second, random), "warn", service.name(), tenant.name(), text));
      }
    }
    return lines;
  }

  private static void addErrors(List<Line> lines, Week week, Incident incident) {
    if (incident.kind() != Incident.Kind.FAULT) {
      return;
    }
    long duration = incident.faultEndSecond() - incident.faultStartSecond();
    long count = 3 + Math.min(25, duration / 180);
    for (long i = 0; i < count; i++) {
      SplittableRandom random = Seeds.random(Seeds.mix(incident.key(), 950 + i));
      long second = incident.faultStartSecond() + random.nextLong(duration);
      if (week.contains(second)) {
        String text =
            Wording.fill(
                incident.cause().logLine(), incident.service(), incident.tenant(), second, random);
        lines.add(
            new Line(
                nanos(second, random),
                "error",
                incident.service().name(),
                incident.tenant().name(),
                text));
      }
    }
  }

  private static long nanos(long second, SplittableRandom random) {
    return second * 1_000_000_000L + random.nextInt(1_000_000_000);
  }

  /** The answer of {@code query_range} with {@code direction=forward}. */
  private static void writeStreams(OutputStream out, List<Line> lines) throws IOException {
    Map<String, List<Line>> streams = new TreeMap<>();
    for (Line line : lines) {
      streams.computeIfAbsent(line.labels().toString(), labels -> new ArrayList<>()).add(line);
    }
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject();
      json.writeStringField("status", "success");
      json.writeObjectFieldStart("data");
      json.writeStringField("resultType", "streams");
      json.writeArrayFieldStart("result");
      for (List<Line> stream : streams.values()) {
        json.writeStartObject();
        json.writeObjectFieldStart("stream");
        writeLabels(json, stream.get(0));
        json.writeEndObject();
        json.writeArrayFieldStart("values");
        for (Line line : stream) {
          json.writeStartArray();
          json.writeString(Long.toString(line.nanos()));
          json.writeString(line.text());
          json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("stats");
      json.writeObjectFieldStart("summary");
      json.writeNumberField("totalEntriesReturned", lines.size());
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /**
   * The output of {@code logcli query -o jsonl --include-common-labels --timezone=UTC --forward}.
   */
  private static void writeLines(OutputStream out, List<Line> lines) throws IOException {
    try (out) {
      for (Line line : lines) {
        java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.generator(text)) {
          json.writeStartObject();
          json.writeObjectFieldStart("labels");
          writeLabels(json, line);
          json.writeEndObject();
          json.writeStringField("line", line.text());
          json.writeStringField(
              "timestamp",
              Instant.ofEpochSecond(line.nanos() / 1_000_000_000L, line.nanos() % 1_000_000_000L)
                  .toString());
          json.writeEndObject();
        }
        text.writeTo(out);
        out.write("\n".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void writeLabels(JsonGenerator json, Line line) throws IOException {
    for (Map.Entry<String, String> label : line.labels().entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
  }
}
