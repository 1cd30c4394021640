package dev.aftermath.jobs.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** SLOs of every kind of source over some minutes of one day, so that figures can be worked out. */
final class ExplainedWorld {
  private static final String RATIO =
      """
            ratioMetric:
              counter: false
              bad:
                metricSource:
                  type: %1$s
                  spec:
                    query: '%2$s'
              total:
                metricSource:
                  type: %1$s
                  spec:
                    query: '%3$s'
      """;

  private static final String INCIDENTS =
      """
            ratioMetric:
              counter: false
              bad: {metricSource: {type: Incidents, spec: {service: shop}}}
              total: {metricSource: {type: Incidents, spec: {}}}
      """;
  private static final String LATENCY =
      """
            thresholdMetric:
              metricSource:
                type: Prometheus
                spec: {query: 'seconds_bucket', inexactBucket: bound}
      """;
  private static final String TICKET =
      """
      {"result":[{"number":"INC%1$s","sys_id":"%1$s","state":"6","priority":"1","impact":"1",
      "urgency":"1","category":"software","short_description":"Down","u_service":"%2$s",
      "opened_at":"2026-03-02 12:00:00","sys_created_on":"2026-03-02 12:00:00",
      "resolved_at":"2026-03-02 12:10:00","close_notes":"Up",
      "sys_updated_on":"2026-03-02 13:00:00","sys_mod_count":"2"}]}
      """;
  private static final String CHANGE =
      """
      {"result":[{"number":"CHG1","sys_id":"7","type":"normal","category":"maintenance",
      "state":"3","approval":"approved","approval_set":"2026-03-01 09:00:00",
      "short_description":"Move the database","u_service":"shop",
      "opened_at":"2026-03-01 08:00:00","sys_created_on":"2026-03-01 08:00:00",
      "start_date":"2026-03-02 12:00:00","end_date":"2026-03-02 12:05:00",
      "sys_updated_on":"2026-03-01 10:00:00","sys_mod_count":"1"}]}
      """;

  private ExplainedWorld() {}

  static void writeSettings(Path conf) throws IOException {
    for (String file :
        List.of(
            "aftermath.yaml",
            "burn-rates/workbook.yaml",
            "sources/prometheus.yaml",
            "sources/loki.yaml",
            "sources/servicenow.yaml",
            "exclusions.yaml",
            "kpis/mttr.yaml")) {
      RealData.copy(TestPlatform.CONF.resolve(file), conf.resolve(file));
    }
    String acme =
        RATIO.formatted("Prometheus", "errors{tenant=\"acme\"}", "requests{tenant=\"acme\"}");
    String lines = RATIO.formatted("Loki", "{app=\"api\"} |= \"failed\"", "{app=\"api\"}");
    put(
        conf.resolve("slos/all.yaml"),
        String.join(
            "---\n",
            slo("unknown", "aftermath/missing: unknown", acme, "0.99"),
            slo("good", "aftermath/missing: good", acme, "0.99"),
            slo("bad", "aftermath/missing: bad", acme, "0.99"),
            slo("dated", "note: first", acme, "0.99"),
            slo("dated", "aftermath/effective-from: 2026-03-02T12:05:00Z", acme, "0.9"),
            slo(
                "grouped",
                "aftermath/group-by: tenant",
                RATIO.formatted("Prometheus", "errors", "requests"),
                "0.99"),
            slo("lines", "note: none", lines, "0.5"),
            slo("calm", "note: none", INCIDENTS, "0.99"),
            slo("fast", "note: none", LATENCY, "0.5")
                .replace("target: 0.5", "target: 0.5\n      op: lte\n      value: 0.3"),
            composite()));
  }

  static void writeExports(Path exports) throws IOException {
    put(
        exports.resolve("prometheus/acme.prom"),
        "# TYPE requests gauge\n"
            + sample("requests", "acme", 100, "12:01")
            + sample("requests", "acme", 100, "12:06")
            + sample("requests", "acme", 100, "23:30")
            + "# TYPE errors gauge\n"
            + sample("errors", "acme", 1, "12:01"));
    put(
        exports.resolve("prometheus/seconds.prom"),
        "# TYPE seconds histogram\n"
            + bucket("0.1", 0, "12:01")
            + bucket("0.1", 4, "12:04")
            + bucket("0.5", 0, "12:01")
            + bucket("0.5", 7, "12:04")
            + bucket("+Inf", 0, "12:01")
            + bucket("+Inf", 9, "12:04"));
    put(exports.resolve("servicenow/incident-shop.json"), TICKET.formatted("1", "shop"));
    put(exports.resolve("servicenow/incident-mail.json"), TICKET.formatted("2", "mail"));
    put(exports.resolve("servicenow/change_request.json"), CHANGE);
    put(
        exports.resolve("prometheus/globex.prom"),
        "# TYPE requests gauge\n" + sample("requests", "globex", 50, "12:01"));
    put(
        exports.resolve("loki/api.jsonl"),
        line("api", "ok") + line("api", "fine") + line("api", "done") + line("api", "failed"));
    put(exports.resolve("loki/web.jsonl"), line("web", "failed"));
  }

  static void writeLaterExports(Path exports) throws IOException {
    put(
        exports.resolve("prometheus/later.prom"),
        "# TYPE requests gauge\n" + sample("requests", "acme", 7, "12:11"));
  }

  private static String bucket(String bound, int value, String time) {
    long millis = Instant.parse("2026-03-02T" + time + ":00Z").toEpochMilli();
    return "seconds_bucket{le=\"%s\"} %d %d\n".formatted(bound, value, millis);
  }

  private static String composite() {
    String head = slo("both", "note: none", "", "0.99");
    return head.substring(0, head.indexOf("  indicator:"))
        + head.substring(head.indexOf("  timeWindow:"), head.indexOf("  objectives:"))
        + "  objectives:\n"
        + part("Acme", "acme", 1)
        + part("Globex", "globex", 2);
  }

  private static String part(String name, String tenant, int weight) {
    String selector = "{tenant=\"" + tenant + "\"}";
    String ratio = RATIO.formatted("Prometheus", "errors" + selector, "requests" + selector);
    return """
            - displayName: %s
              target: 0.99
              compositeWeight: %d
              indicator:
                metadata:
                  name: %s
                spec:
        %s"""
        .formatted(name, weight, tenant, ratio.indent(4));
  }

  private static String sample(String name, String tenant, int value, String time) {
    long millis = Instant.parse("2026-03-02T" + time + ":00Z").toEpochMilli();
    return "%s{tenant=\"%s\"} %d %d\n".formatted(name, tenant, value, millis);
  }

  private static String line(String app, String text) {
    return ("{\"labels\":{\"app\":\"%s\"},\"line\":\"%s\","
            + "\"timestamp\":\"2026-03-02T12:00:00.000000001Z\"}\n")
        .formatted(app, text);
  }

  private static String slo(String name, String annotation, String metric, String target) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: %1$s
          annotations:
            %2$s
        spec:
          service: shop
          indicator:
            metadata:
              name: %1$s-ratio
            spec:
        %3$s
          timeWindow:
            - duration: 1d
              isRolling: true
          budgetingMethod: Occurrences
          objectives:
            - displayName: Good
              target: %4$s
        """
        .formatted(name, annotation, metric.stripTrailing(), target);
  }

  private static void put(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
