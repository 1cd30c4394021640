package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One entry of a Loki stream: {@code ["<ns>","<line>"]}, or with metadata as a third element. */
final class LokiEntry {
  /** The earliest time that can be meant, 1973 in nanoseconds: less is another unit. */
  static final long EARLIEST_NANOS = 100_000_000_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final Set<String> CATEGORIES = Set.of("structuredMetadata", "parsed");

  private LokiEntry() {}

  static RawLogLine line(long position, JsonNode entry, Map<String, String> labels, JsonText text)
      throws JsonDamage {
    if (!entry.isArray() || entry.size() < 2 || entry.size() > 3) {
      throw wrong(text, "an entry must be a list of a time, a line and perhaps metadata");
    }
    if (!entry.get(1).isTextual()) {
      throw wrong(text, "the line must be a text, found " + entry.get(1).getNodeType());
    }
    JsonNode metadata = entry.path(2);
    if (!metadata.isMissingNode() && !metadata.isObject()) {
      throw wrong(text, "the metadata must be an object, found " + metadata.getNodeType());
    }
    return new RawLogLine(
        position, nanos(entry.get(0), text), labels, entry.get(1).textValue(), flat(metadata));
  }

  /** Whether the time can be meant: from 1973 and before 2100. */
  static boolean inRange(long nanos) {
    return nanos >= EARLIEST_NANOS && nanos / NANOS_PER_MILLI < SampleValues.LATEST_MILLIS;
  }

  private static long nanos(JsonNode time, JsonText text) throws JsonDamage {
    String digits = time.asText();
    boolean whole = (time.isTextual() || time.isIntegralNumber()) && digits.matches("-?[0-9]+");
    if (!whole) {
      throw wrong(text, "the time must be nanoseconds as a whole number, found " + time);
    }
    long nanos = digits.length() > 19 ? -1 : parsed(digits);
    if (!inRange(nanos)) {
      throw new JsonDamage(
          DefectKind.TIME_OUT_OF_RANGE,
          text.place(),
          "the time " + digits + " is not in nanoseconds between 1973 and 2100",
          text.text());
    }
    return nanos;
  }

  private static long parsed(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static Map<String, String> flat(JsonNode metadata) {
    Map<String, String> flat = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
      if (CATEGORIES.contains(entry.getKey()) && entry.getValue().isObject()) {
        for (Map.Entry<String, JsonNode> inner : entry.getValue().properties()) {
          flat.put(inner.getKey(), text(inner.getValue()));
        }
      } else {
        flat.put(entry.getKey(), text(entry.getValue()));
      }
    }
    return flat;
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static JsonDamage wrong(JsonText text, String cause) {
    return new JsonDamage(DefectKind.WRONG_TYPE, text.place(), cause, text.text());
  }
}
