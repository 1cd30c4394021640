package dev.aftermath.jobs.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/** Exports that overlap, say different things of one instant, and records that were corrected. */
final class Contradictions {
  private static final Instant START = Instant.parse("2026-11-03T00:00:00Z");

  private Contradictions() {}

  static void write(Path exports) throws IOException {
    gauges(exports);
    counters(exports);
    histograms(exports);
    changes(exports);
    tickets(exports);
    lines(exports);
    notices(exports);
  }

  /** Days that overlap by two; two files disagree in every instant that they share. */
  private static void gauges(Path exports) throws IOException {
    for (int file = 0; file < 4; file++) {
      Random random = new Random(file);
      StringBuilder text = new StringBuilder("# TYPE queue_depth gauge\n");
      for (int i = 0; i < 4 * 288; i++) {
        if (random.nextInt(9) > 0) {
          long second = START.getEpochSecond() + 2L * 86_400 * file + 300L * i;
          String value = random.nextInt(50) == 0 ? "NaN" : String.valueOf(random.nextInt(70));
          text.append("queue_depth{service=\"checkout\"} " + value + " " + second + "000\n");
        }
      }
      put(exports, "prometheus/gauges-" + file + ".prom", text.toString());
    }
  }

  /** What two servers saw of the same requests; both missed some samples and restarts. */
  private static void counters(Path exports) throws IOException {
    for (int file = 0; file < 4; file++) {
      Random random = new Random(40 + file);
      StringBuilder text = new StringBuilder("# TYPE http_requests_total counter\n");
      for (String tenant : new String[] {"acme", "globex"}) {
        for (String code : new String[] {"200", "500"}) {
          long value = 5;
          for (int i = 0; i < 4 * 288; i++) {
            // Errors come in two outages of which one has no incident.
            boolean out = i % 700 > 650;
            int most = code.equals("200") ? 60 : out ? 40 : 2;
            value = random.nextInt(300) == 0 ? 1 : value + random.nextInt(most);
            if (random.nextInt(20) > 0) {
              long second = START.getEpochSecond() + 3L * 86_400 * (file / 2) + 300L * i;
              text.append("http_requests_total{service=\"checkout\",tenant=\"" + tenant);
              text.append("\",code=\"" + code + "\"} " + value + " " + second + "000\n");
            }
          }
        }
      }
      text.append("# TYPE up gauge\n");
      for (int i = 0; i < 4 * 288; i += 2) {
        long second = START.getEpochSecond() + 3L * 86_400 * (file / 2) + 300L * i;
        text.append("up{job=\"checkout\"} " + (random.nextInt(60) > 0 ? 1 : 0) + " " + second);
        text.append("000\n");
      }
      put(exports, "prometheus/requests-" + file + ".prom", text.toString());
    }
  }

  /** Native histograms of two servers, whose buckets are merged for a while. */
  private static void histograms(Path exports) throws IOException {
    for (int file = 0; file < 4; file++) {
      Random random = new Random(80 + file);
      StringBuilder text = new StringBuilder("[{\"metric\":{\"__name__\":\"seconds\",");
      text.append("\"service\":\"checkout\"},\"histograms\":[");
      long[] counts = {3, 2, 1};
      for (int i = 0; i < 4 * 288; i++) {
        for (int bucket = 0; bucket < counts.length; bucket++) {
          counts[bucket] += random.nextInt(9 - 3 * bucket);
        }
        if (random.nextInt(300) == 0) {
          counts = new long[] {1, 0, 0};
        }
        if (random.nextInt(20) > 0) {
          long second = START.getEpochSecond() + 3L * 86_400 * (file / 2) + 300L * i;
          text.append(i == 0 ? "" : ",").append(histogram(second, counts, i % 200 > 190));
        }
      }
      String answer = text.append("]}]").toString();
      put(exports, "prometheus/histograms-" + file + ".json", answer.replace("[,", "["));
    }
  }

  private static String histogram(long second, long[] counts, boolean merged) {
    long all = counts[0] + counts[1] + counts[2];
    String upper =
        merged
            ? "[0,\"0.25\",\"1\",\"" + (counts[1] + counts[2]) + "\"]"
            : "[0,\"0.25\",\"0.5\",\"" + counts[1] + "\"],[0,\"0.5\",\"1\",\"" + counts[2] + "\"]";
    return "[%d,{\"count\":\"%d\",\"sum\":\"%d\",\"buckets\":[[0,\"0.125\",\"0.25\",\"%d\"],%s]}]"
        .formatted(second, all, all, counts[0], upper);
  }

  private static void changes(Path exports) throws IOException {
    String[] ends = {"2026-11-05 04:00:00", "2026-11-05 05:30:00", "2026-11-05 03:15:00"};
    for (int version = 0; version < ends.length; version++) {
      // The last two were changed in the same second, the same number of times.
      int count = Math.min(version, 1);
      put(
          exports,
          "servicenow/change_request-again-" + version + ".json",
          """
          {"result":[{"number":"CHG7770001","sys_id":"77","type":"normal","category":"maintenance",
          "state":"3","approval":"approved","approval_set":"2026-11-01 09:00:00",
          "short_description":"Move the database","u_service":"checkout","u_tenant":"",
          "opened_at":"2026-11-01 08:00:00","sys_created_on":"2026-11-01 08:00:00",
          "start_date":"2026-11-05 02:00:00","end_date":"%s",
          "sys_updated_on":"2026-11-02 10:00:0%d","sys_mod_count":"%d"}]}
          """
              .formatted(ends[version], count, count));
    }
  }

  private static void tickets(Path exports) throws IOException {
    for (int version = 0; version < 3; version++) {
      int count = Math.min(version, 1);
      put(
          exports,
          "servicenow/incident-again-" + version + ".json",
          """
          {"result":[{"number":"INC7770001","sys_id":"78","state":"%d","priority":"%d",
          "impact":"2","urgency":"2","category":"software","short_description":"Queue stuck",
          "opened_at":"2026-11-06 08:00:00","sys_created_on":"2026-11-06 08:00:00",
          "resolved_at":"%s","close_notes":"Restarted by hand, attempt %d","u_service":"checkout",
          "u_tenant":"","sys_updated_on":"2026-11-06 11:00:0%d","sys_mod_count":"%d"}]}
          """
              .formatted(
                  version == 0 ? 2 : 6,
                  1 + version,
                  version == 0 ? "" : "2026-11-06 10:0" + version + ":00",
                  version,
                  count,
                  count));
    }
  }

  /** Three lines of one instant, of which the second export has two, and other metadata. */
  private static void lines(Path exports) throws IOException {
    String line =
        "{\"labels\":{\"service\":\"checkout\"},\"line\":\"slow\",\"timestamp\":\"%s\"}\n";
    String at = "2026-11-04T12:00:00.000000001Z";
    put(exports, "loki/again-0.jsonl", line.formatted(at).repeat(3));
    put(
        exports,
        "loki/again-1.jsonl",
        line.formatted(at).repeat(2) + line.formatted("2026-11-04T12:01:00Z"));
  }

  /** A notice while it was open, and two of one moment that do not say the same of its end. */
  private static void notices(Path exports) throws IOException {
    String[] ends = {"null", "\"2026-11-07T10:00:00Z\"", "\"2026-11-07T11:00:00Z\""};
    for (int version = 0; version < ends.length; version++) {
      put(
          exports,
          "statuspage/incidents-" + version + ".json",
          """
          {"page":{"id":"p1"},"incidents":[{"id":"n1","name":"Checkout down","status":"%s",
          "impact":"major","started_at":"2026-11-07T09:00:00Z","resolved_at":%s,
          "updated_at":"2026-11-07T12:00:0%dZ","components":[{"name":"API"},{"name":"Checkout"}],
          "incident_updates":[{"status":"identified","display_at":"2026-11-07T09:00:00Z"}]}]}
          """
              .formatted(
                  version == 0 ? "identified" : "resolved", ends[version], Math.min(version, 1)));
    }
  }

  private static void put(Path exports, String name, String content) throws IOException {
    Path file = exports.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
