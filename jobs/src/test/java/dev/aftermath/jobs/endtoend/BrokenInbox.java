package dev.aftermath.jobs.endtoend;

import dev.aftermath.jobs.sources.BrokenCorpus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder of broken exports with sound ones between them, and the settings to read it with. */
final class BrokenInbox {
  static final String SOURCES =
      """
      source: tickets
      system: servicenow
      zone: Europe/Berlin
      files:
        - match: "event-log-csv/*"
          format: event-log-csv
          date_pattern: d/M/yyyy HH:mm
          null_tokens: ["?"]
          key: ticket
          clock: at
          sequence: count
          fields: {opened_at: opened, resolved_at: resolved, state: state}
          states: {new: open, done: resolved}
        - match: "servicenow-csv/*"
          format: servicenow-csv
          date_pattern: yyyy-MM-dd HH:mm:ss
        - match: "capped/*"
          format: servicenow-csv
          date_pattern: yyyy-MM-dd HH:mm:ss
          row_caps: [2]
        - match: "servicenow-table/**"
          format: servicenow-table
        - match: "servicenow-xml/*"
          format: servicenow-xml
      """;
  static final String PAGES =
      """
      source: pages
      system: pagerduty
      files:
        - match: "pagerduty-incidents/*"
          format: pagerduty-incidents
        - match: "pagerduty-log-entries/*"
          format: pagerduty-log-entries
        - match: "pagerduty-analytics/*"
          format: pagerduty-analytics
      """;
  static final String SERIES =
      """
      source: series
      system: prometheus
      files:
        - match: "prometheus-api/*"
          format: prometheus-api
        - match: "prometheus-text/*"
          format: prometheus-text
      """;
  static final String LINES =
      """
      source: lines
      system: loki
      files:
        - match: "loki-api/*"
          format: loki-api
        - match: "loki-logcli/*"
          format: loki-logcli
      """;

  /** All but the last digit of a timestamp of Loki. */
  private static final String NANOS = "176722560000000000";

  private static final byte[] TICKET = bytes("{\"result\":[{\"number\":\"%s\"}]}");

  private final Path folder;
  static final String RUNBOOKS =
      """
      source: runbooks
      system: runbooks
      files:
        - match: "runbooks-markdown/*"
          format: runbooks-markdown
      ---
      source: deployments
      system: azure-devops
      files:
        - match: "azure-devops-deployments/*"
          format: azure-devops-deployments
      ---
      source: alerts
      system: alertmanager
      files:
        - match: "alertmanager-alerts/*"
          format: alertmanager-alerts
        - match: "alertmanager-webhook/*"
          format: alertmanager-webhook
      ---
      source: postmortems
      system: postmortems
      files:
        - match: "postmortems-markdown/*"
          format: postmortems-markdown
        - match: "postmortems-confluence/*"
          format: postmortems-confluence
        - match: "postmortems-confluence-api/*"
          format: postmortems-confluence-api
      """;

  private final Map<String, BrokenCorpus.Kind> kinds = new LinkedHashMap<>();

  BrokenInbox(Path folder) {
    this.folder = folder;
  }

  /** The kinds of the readers' corpus by file name. */
  Map<String, BrokenCorpus.Kind> kinds() {
    return kinds;
  }

  void writeCorpus() throws IOException {
    for (BrokenCorpus.Kind kind : BrokenCorpus.kinds()) {
      String name = "%s/broken-%03d".formatted(kind.format().word(), kinds.size());
      kinds.put(name, kind);
      put(name, kind.bytes());
    }
  }

  /** Broken samples and lines: each file holds two sound ones around the broken one. */
  void writeSeriesAndLines() throws IOException {
    String[] points = {"[2,3]", "[\"x\",\"3\"]", "[2,\"three\"]", "[2]", "7", "[1e400,\"3\"]"};
    for (int i = 0; i < points.length; i++) {
      put(
          "prometheus-api/point-" + i,
          bytes(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                  + "{\"__name__\":\"m\",\"file\":\""
                  + i
                  + "\"},\"values\":[[1,\"3\"],"
                  + points[i]
                  + ",[3,\"4\"]]}]}}"));
    }
    String[] histograms = {
      "7",
      "[2,{\"count\":\"2\",\"sum\":\"1\",\"buckets\":[[0,\"1\",\"2\",\"1\"]]}]",
      "[2,{\"count\":\"2\",\"sum\":\"1\",\"buckets\":[[0,\"1\",\"2\",\"2\"]]]",
      "[2,{\"count\":\"1\",\"sum\":\"1\",\"buckets\":[[9,\"1\",\"2\",\"1\"]]}]",
      "[2,{\"sum\":\"1\"}]"
    };
    for (int i = 0; i < histograms.length; i++) {
      put(
          "prometheus-api/histogram-" + i,
          bytes(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                  + "{\"__name__\":\"h\",\"file\":\""
                  + i
                  + "\"},\"histograms\":[[1,{\"count\":\"0\",\"sum\":\"0\"}],"
                  + histograms[i]
                  + ",[3,{\"count\":\"0\",\"sum\":\"0\"}]]}]}}"));
    }
    put("prometheus-api/error", bytes("{\"status\":\"error\",\"error\":\"query timed out\"}"));
    put(
        "prometheus-text/value",
        bytes("m{f=\"t\"} 1 1000\nm{f=\"t\"} one 2000\nm{f=\"t\"} 2 3000\n"));
    String[] entries = {"[\"x\",\"b\"]", "[\"" + NANOS + "2\"]", "{}", "[\"" + NANOS + "2\",3]"};
    for (int i = 0; i < entries.length; i++) {
      put(
          "loki-api/entry-" + i,
          bytes(
              "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":"
                  + "{\"file\":\""
                  + i
                  + "\"},\"values\":[[\""
                  + NANOS
                  + "1\",\"a\"],"
                  + entries[i]
                  + ",[\""
                  + NANOS
                  + "3\",\"c\"]]}]}}"));
    }
    String line =
        "{\"labels\":{\"a\":\"b\"},\"line\":\"%s\",\"timestamp\":\"2026-01-01T00:00:0%dZ\"}\n";
    put(
        "loki-logcli/line",
        bytes(line.formatted("one", 1) + "{\"labels\":\n" + line.formatted("three", 3)));
  }

  void writeArchives() throws IOException {
    put("servicenow-table/escaping.zip", zip("A1", "../A2.json", ticket("A2"), "A3"));
    put("servicenow-table/bomb.zip", zip("B1", "bomb.json", new byte[8 << 20], "B3"));
    byte[] inner = zip("C4", "C5.json", ticket("C5"), "C6");
    put("servicenow-table/nested.zip", zip("C1", "inner.zip", inner, "C3"));
    byte[] whole = gzip(ticket("D".repeat(5_000)));
    put("servicenow-table/cut.json.gz", java.util.Arrays.copyOf(whole, whole.length - 12));
    byte[] plain = zip("E1", "E2.json", ticket("E2"), "E3");
    put("servicenow-table/cut.zip", java.util.Arrays.copyOf(plain, plain.length - 40));
    put("servicenow-table/empty.json", new byte[0]);
  }

  void writeSound() throws IOException {
    put("servicenow-table/sound.json", ticket("S1"));
    put("servicenow-table/sound.json.gz", gzip(ticket("S2")));
    put("servicenow-table/sound.zip", zip("S3", "S4.json", ticket("S4"), "S5"));
    put("capped/list.csv", bytes("number,short_description\nS6,a\nS7,b\n"));
    put("notes/read me.txt", bytes("no export"));
  }

  private void put(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] ticket(String number) {
    return bytes(new String(TICKET, StandardCharsets.UTF_8).formatted(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** An entry between two sound tickets. */
  private static byte[] zip(String first, String name, byte[] content, String last)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      Map<String, byte[]> entries = new LinkedHashMap<>();
      entries.put(first + ".json", ticket(first));
      entries.put(name, content);
      entries.put(last + ".json", ticket(last));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
