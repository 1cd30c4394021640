package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentState;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The states of ServiceNow's base system, by number and by word. */
final class ServiceNowStates {
  private static final Map<String, IncidentState> INCIDENT_NUMBERS =
      Map.of(
          "1", IncidentState.OPEN,
          "2", IncidentState.IN_PROGRESS,
          "3", IncidentState.ON_HOLD,
          "4", IncidentState.ON_HOLD,
          "5", IncidentState.ON_HOLD,
          "6", IncidentState.RESOLVED,
          "7", IncidentState.CLOSED,
          "8", IncidentState.CANCELLED);
  private static final Map<String, IncidentState> CHANGE_NUMBERS =
      Map.of(
          "-5", IncidentState.OPEN,
          "-4", IncidentState.OPEN,
          "-3", IncidentState.OPEN,
          "-2", IncidentState.OPEN,
          "-1", IncidentState.IN_PROGRESS,
          "0", IncidentState.IN_PROGRESS,
          "3", IncidentState.CLOSED,
          "4", IncidentState.CANCELLED);

  /** Those from the release Madrid on, and those that older instances keep. */
  private static final Map<String, IncidentState> PROBLEM_NUMBERS =
      Map.of(
          "101", IncidentState.OPEN,
          "102", IncidentState.OPEN,
          "103", IncidentState.IN_PROGRESS,
          "104", IncidentState.IN_PROGRESS,
          "106", IncidentState.RESOLVED,
          "107", IncidentState.CLOSED,
          "1", IncidentState.OPEN,
          "2", IncidentState.IN_PROGRESS,
          "3", IncidentState.IN_PROGRESS,
          "4", IncidentState.CLOSED);

  private static final Map<String, IncidentState> WORDS =
      Map.ofEntries(
          Map.entry("new", IncidentState.OPEN),
          Map.entry("open", IncidentState.OPEN),
          Map.entry("assess", IncidentState.OPEN),
          Map.entry("authorize", IncidentState.OPEN),
          Map.entry("scheduled", IncidentState.OPEN),
          Map.entry("active", IncidentState.IN_PROGRESS),
          Map.entry("in progress", IncidentState.IN_PROGRESS),
          Map.entry("implement", IncidentState.IN_PROGRESS),
          Map.entry("review", IncidentState.IN_PROGRESS),
          Map.entry("on hold", IncidentState.ON_HOLD),
          Map.entry("awaiting user info", IncidentState.ON_HOLD),
          Map.entry("awaiting problem", IncidentState.ON_HOLD),
          Map.entry("awaiting vendor", IncidentState.ON_HOLD),
          Map.entry("awaiting evidence", IncidentState.ON_HOLD),
          Map.entry("root cause analysis", IncidentState.IN_PROGRESS),
          Map.entry("fix in progress", IncidentState.IN_PROGRESS),
          Map.entry("known error", IncidentState.IN_PROGRESS),
          Map.entry("pending change", IncidentState.IN_PROGRESS),
          Map.entry("closed/resolved", IncidentState.CLOSED),
          Map.entry("resolved", IncidentState.RESOLVED),
          Map.entry("closed", IncidentState.CLOSED),
          Map.entry("canceled", IncidentState.CANCELLED),
          Map.entry("cancelled", IncidentState.CANCELLED));

  private ServiceNowStates() {}

  /** The state, by its number first; null when neither form is one of the base system. */
  static @Nullable IncidentState of(String stored, String shown, ServiceNowTask task) {
    IncidentState byNumber =
        switch (task) {
          case INCIDENT -> INCIDENT_NUMBERS.get(stored);
          case CHANGE -> CHANGE_NUMBERS.get(stored);
          case PROBLEM -> PROBLEM_NUMBERS.get(stored);
        };
    return byNumber != null ? byNumber : WORDS.get(shown.toLowerCase(Locale.ROOT));
  }
}
