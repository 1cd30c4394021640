package dev.aftermath.jobs.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weekly exports of one service's series: answers of {@code query_range}, and OpenMetrics text for
 * one of the services.
 */
final class PrometheusExport {

  static final String SOURCE = "prometheus";

  /** Points per series that Prometheus answers at most; longer ranges are asked for in parts. */
  static final int POINT_LIMIT = 11_000;

  private final Plan plan;
  private final World world;
  private final Service service;
  private final ServiceTelemetry telemetry;

  PrometheusExport(Plan plan, Service service) {
    this.plan = plan;
    this.world = plan.world();
    this.service = service;
    this.telemetry = new ServiceTelemetry(world, service);
  }

  TelemetryTruth truth() {
    return telemetry.truth();
  }

  /** Writes the next week; weeks must come in order. */
  void write(Week week) throws IOException {
    List<Series> series = telemetry.next(week);
    long[] grid = ServiceTelemetry.grid(week, world.settings().scrapeIntervalSeconds());
    try (Sink sink = Sink.to(plan.folder(SOURCE, week), packing(week), service.name() + ".zip")) {
      if (isText(week)) {
        try (SampleWriter out =
            new SampleWriter(sink.open(service.name() + ".openmetrics.txt"), grid)) {
          writeText(out, series);
        }
        return;
      }
      int part = 1;
      // Both ends of a range belong to the answer, so parts and weeks share the point between them.
      for (int from = 0; from == 0 || from < grid.length - 1; from += POINT_LIMIT - 1) {
        int to = Math.min(grid.length, from + POINT_LIMIT);
        try (SampleWriter out =
            new SampleWriter(sink.open(service.name() + "-" + part + ".json"), grid)) {
          writeJson(out, series, from, to);
        }
        part++;
      }
    }
  }

  private static Sink.Packing packing(Week week) {
    return switch (week.index()) {
      case 0 -> Sink.Packing.PLAIN;
      case 2 -> Sink.Packing.ZIP;
      default -> Sink.Packing.GZIP;
    };
  }

  private boolean isText(Week week) {
    return service.index() == world.services().size() - 1 && week.index() % 2 == 1;
  }

  private static void writeJson(SampleWriter out, List<Series> series, int from, int to)
      throws IOException {
    out.text("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
    boolean first = true;
    for (Series one : series) {
      if (isEmpty(one, from, to)) {
        continue;
      }
      out.text(first ? "{\"metric\":{" : ",{\"metric\":{");
      out.text("\"__name__\":\"" + one.metric() + '"');
      for (Map.Entry<String, String> label : one.labels().entrySet()) {
        out.text(",\"" + label.getKey() + "\":\"" + label.getValue() + '"');
      }
      out.text("},\"values\":[");
      out.jsonSamples(one, from, to);
      out.text("]}");
      first = false;
    }
    out.text("]}}\n");
  }

  private static boolean isEmpty(Series series, int from, int to) {
    for (int i = from; i < to; i++) {
      if (series.value(i) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void writeText(SampleWriter out, List<Series> series) throws IOException {
    Map<String, List<Series>> families = new LinkedHashMap<>();
    for (Series one : series) {
      families.computeIfAbsent(one.metric(), metric -> new ArrayList<>()).add(one);
    }
    for (Map.Entry<String, List<Series>> family : families.entrySet()) {
      boolean counter = family.getKey().endsWith("_total");
      String name =
          counter ? family.getKey().substring(0, family.getKey().length() - 6) : family.getKey();
      out.text("# TYPE " + name + (counter ? " counter\n" : " gauge\n"));
      for (Series one : family.getValue()) {
        StringBuilder prefix = new StringBuilder(one.metric()).append('{');
        String comma = "";
        for (Map.Entry<String, String> label : one.labels().entrySet()) {
          prefix
              .append(comma)
              .append(label.getKey())
              .append("=\"")
              .append(label.getValue())
              .append('"');
          comma = ",";
        }
        out.textSamples(prefix.append("} ").toString(), one);
      }
    }
    out.text("# EOF\n");
  }

  /** Writes numbers as bytes at once: a world has millions of them. */
  static final class SampleWriter implements java.io.Closeable {

    private final OutputStream out;
    private final byte[][] times;
    private final byte[] digits = new byte[20];

    SampleWriter(OutputStream out, long[] grid) {
      this.out = out;
      this.times = new byte[grid.length][];
      for (int i = 0; i < grid.length; i++) {
        times[i] = Long.toString(grid[i]).getBytes(StandardCharsets.US_ASCII);
      }
    }

    void text(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void jsonSamples(Series series, int from, int to) throws IOException {
      boolean first = true;
      for (int i = from; i < to; i++) {
        if (series.value(i) < 0) {
          continue;
        }
        if (!first) {
          out.write(',');
        }
        first = false;
        out.write('[');
        out.write(times[i]);
        out.write(',');
        out.write('"');
        number(series.value(i));
        out.write('"');
        out.write(']');
      }
    }

    void textSamples(String prefix, Series series) throws IOException {
      byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < series.pointCount(); i++) {
        if (series.value(i) >= 0) {
          out.write(start);
          number(series.value(i));
          out.write(' ');
          out.write(times[i]);
          out.write('\n');
        }
      }
    }

    private void number(long value) throws IOException {
      int at = digits.length;
      long rest = value;
      do {
        at--;
        digits[at] = (byte) ('0' + rest % 10);
        rest /= 10;
      } while (rest > 0);
      out.write(digits, at, digits.length - at);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
