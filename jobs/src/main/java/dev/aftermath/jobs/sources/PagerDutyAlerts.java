package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.alert.Fingerprint;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The alerts that a PagerDuty log entry names in the details of its channel: by fingerprint in
 * {@code fingerprint} or {@code fingerprints}, or by their labels in {@code firing}, as
 * Alertmanager's own template lists them.
 */
final class PagerDutyAlerts {
  private static final Pattern FINGERPRINT = Pattern.compile("\\b[0-9a-f]{16}\\b");
  private static final Pattern LABEL = Pattern.compile(" - ([a-zA-Z_][a-zA-Z0-9_]*) = (.*)");

  private PagerDutyAlerts() {}

  /** The entry's event, and one for each alert that it names. */
  static List<RawEvent> joined(JsonNode entry, RawEvent event) {
    JsonNode details = entry.path("channel").path("details");
    Set<String> fingerprints = new LinkedHashSet<>();
    for (String field : List.of("fingerprint", "fingerprints")) {
      Matcher matcher = FINGERPRINT.matcher(details.path(field).toString());
      while (matcher.find()) {
        fingerprints.add(matcher.group());
      }
    }
    fingerprints.addAll(listed(details.path("firing").asText("")));
    List<RawEvent> events = new ArrayList<>(List.of(event));
    for (String fingerprint : fingerprints) {
      events.add(
          new RawEvent(event.at(), EventKind.ALERTED, ActorKind.AUTOMATION, null, fingerprint));
    }
    return events;
  }

  /** Each alert is a list of labels, of annotations, and its source. */
  private static List<String> listed(String firing) {
    List<String> fingerprints = new ArrayList<>();
    Map<String, String> labels = new TreeMap<>();
    boolean isInLabels = false;
    for (String line : firing.split("\n", -1)) {
      Matcher label = LABEL.matcher(line);
      if (isInLabels && label.matches()) {
        labels.put(label.group(1), label.group(2));
        continue;
      }
      if (!labels.isEmpty()) {
        fingerprints.add(Fingerprint.of(labels));
        labels.clear();
      }
      isInLabels = line.equals("Labels:");
    }
    if (!labels.isEmpty()) {
      fingerprints.add(Fingerprint.of(labels));
    }
    return fingerprints;
  }
}
