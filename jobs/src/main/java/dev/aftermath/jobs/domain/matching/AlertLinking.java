package dev.aftermath.jobs.domain.matching;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which incident an alert led to, if any. What names the other decides first, the surest first;
 * then the {@link NearbyRule}s. Keys come back with the next trouble, so that each joins an alert
 * only to what was open when it began or was opened soon after. What was merged stands for what it
 * lives on in.
 */
public final class AlertLinking implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The incident's log names the alert. */
  private static final String NAMED = "alert_named";

  /**
   * The incident's key is that of the alert or its group, or the digest that Alertmanager sends.
   */
  private static final String DEDUPLICATION_KEY = "deduplication_key";

  /** Both state the same id of a check. */
  private static final String MONITORING_ID = "monitoring_id";

  private final AlertRules rules;

  /** The incidents by rule and key, in the order of their opening. */
  private final Map<String, List<AlertedIncident>> index = new HashMap<>();

  /** What each incident lives on in. */
  private final Map<String, String> survivors = new HashMap<>();

  private AlertLinking(AlertRules rules) {
    this.rules = rules;
  }

  /** Looks among some incidents, in any order. */
  public static AlertLinking among(Collection<AlertedIncident> incidents, AlertRules rules) {
    AlertLinking linking = new AlertLinking(rules);
    Map<String, AlertedIncident> byRecord = new HashMap<>();
    List<AlertedIncident> ordered =
        incidents.stream().sorted(AlertedIncident.FIRST_OPENED).toList();
    for (AlertedIncident incident : ordered) {
      incident.recordKeys().forEach(key -> byRecord.put(key, incident));
    }
    for (AlertedIncident incident : ordered) {
      linking.survivors.put(incident.incidentId(), survivor(incident, byRecord));
      linking.add(incident);
    }
    return linking;
  }

  /** The incident that the alert is put down to; null when it led to none. */
  public @Nullable AlertLink link(AlertSighting alert) {
    AlertLink link = byKey(NAMED, alert.fingerprint(), alert);
    for (String key : keys(alert)) {
      link = link == null ? byKey(DEDUPLICATION_KEY, key, alert) : link;
    }
    String check = alert.traits().get(IncidentField.MONITORING_ID);
    // A check outlives its trouble: one that is opened now is likelier meant than an older one.
    if (link == null && check != null) {
      AlertedIncident next = next(MONITORING_ID, check, alert, rules.keyWithin());
      link =
          next == null
              ? byKey(MONITORING_ID, check, alert)
              : link(MONITORING_ID, shown(MONITORING_ID, check), next, alert);
    }
    for (NearbyRule rule : rules.nearby()) {
      link = link == null ? nearby(rule, alert) : link;
    }
    return link;
  }

  private static Set<String> keys(AlertSighting alert) {
    Set<String> keys = new TreeSet<>(alert.groupKeys());
    // Alertmanager sends the group to a paging system under this digest.
    alert.groupKeys().forEach(key -> keys.add(Sha256.hex(key)));
    keys.add(alert.fingerprint());
    return keys;
  }

  private @Nullable AlertLink byKey(String rule, String key, AlertSighting alert) {
    AlertedIncident found = open(rule, key, alert.startedAt());
    found = found == null ? next(rule, key, alert, rules.keyWithin()) : found;
    return found == null ? null : link(rule, shown(rule, key), found, alert);
  }

  private @Nullable AlertLink nearby(NearbyRule rule, AlertSighting alert) {
    String likeness = likeness(rule, alert.traits());
    AlertedIncident next =
        likeness == null ? null : next(rule.name(), likeness, alert, rule.within());
    return next == null
        ? null
        : link(rule.name(), "same " + String.join(" and ", words(rule)), next, alert);
  }

  private AlertLink link(
      String rule, String because, AlertedIncident incident, AlertSighting alert) {
    long seconds = Duration.between(alert.startedAt(), incident.openedAt()).toSeconds();
    String survivor = survivors.getOrDefault(incident.incidentId(), incident.incidentId());
    String when =
        seconds < 0 ? ", open when the alert began" : ", opened " + seconds + " s after the alert";
    String merged =
        survivor.equals(incident.incidentId())
            ? ""
            : "; " + incident.incidentId() + " was merged into " + survivor;
    return new AlertLink(survivor, rule, because + when + merged);
  }

  private static String shown(String rule, String key) {
    return switch (rule) {
      case NAMED -> "its log names alert " + key;
      case DEDUPLICATION_KEY -> "its deduplication key is " + key;
      default -> "same monitoring id " + key;
    };
  }

  private @Nullable AlertedIncident open(String rule, String key, Instant at) {
    AlertedIncident last = null;
    for (AlertedIncident incident : index.getOrDefault(place(rule, key), List.of())) {
      last = incident.isOpenAt(at) ? incident : last;
    }
    return last;
  }

  private @Nullable AlertedIncident next(
      String rule, String key, AlertSighting alert, Duration within) {
    Instant start = alert.startedAt();
    List<AlertedIncident> ordered = index.getOrDefault(place(rule, key), List.of());
    int low = 0;
    int high = ordered.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ordered.get(middle).openedAt().isBefore(start)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < ordered.size() && !ordered.get(low).openedAt().isAfter(start.plus(within))
        ? ordered.get(low)
        : null;
  }

  private void add(AlertedIncident incident) {
    incident.alerts().forEach(alert -> add(NAMED, alert, incident));
    add(DEDUPLICATION_KEY, incident.deduplicationKey(), incident);
    add(MONITORING_ID, incident.traits().get(IncidentField.MONITORING_ID), incident);
    for (NearbyRule rule : rules.nearby()) {
      add(rule.name(), likeness(rule, incident.traits()), incident);
    }
  }

  private void add(String rule, @Nullable String key, AlertedIncident incident) {
    if (key != null) {
      index.computeIfAbsent(place(rule, key), it -> new ArrayList<>()).add(incident);
    }
  }

  private static String place(String rule, String key) {
    return rule + "\n" + key;
  }

  /** What both sides must state; null where a field is missing. */
  private static @Nullable String likeness(NearbyRule rule, Map<IncidentField, String> traits) {
    List<String> stated = new ArrayList<>();
    for (IncidentField field : rule.same()) {
      String text = traits.get(field);
      if (text == null) {
        return null;
      }
      stated.add(text.strip().toLowerCase(Locale.ROOT));
    }
    return String.join("\n", stated);
  }

  private static List<String> words(NearbyRule rule) {
    return rule.same().stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Over any number of steps; one that was merged in a circle or into nothing known stays. */
  private static String survivor(AlertedIncident merged, Map<String, AlertedIncident> byRecord) {
    Set<AlertedIncident> seen = new HashSet<>();
    AlertedIncident at = merged;
    while (seen.add(at)) {
      AlertedIncident next = at.mergedInto() == null ? null : byRecord.get(at.mergedInto());
      if (next == null) {
        return at.incidentId();
      }
      at = next;
    }
    return merged.incidentId();
  }
}
