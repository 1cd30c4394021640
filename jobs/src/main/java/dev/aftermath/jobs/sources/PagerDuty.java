package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all of PagerDuty's exports have in common. */
final class PagerDuty {
  /** Offset and limit of a REST list may not exceed this together. */
  static final long PAGING_CAP = 10_000;

  /** The rows of one CSV file from the web UI. */
  static final long CSV_CAP = 20_000;

  private static final Pattern PRACTICE_TITLE =
      Pattern.compile("\\s*[\\[(](test|drill|maintenance)[\\])].*", Pattern.DOTALL);

  private PagerDuty() {}

  /** States where an incident stands by PagerDuty's word for it. */
  static void putState(RecordDraft draft, Reading reading, @Nullable String status) {
    String word = reading.present(status);
    if (word == null) {
      return;
    }
    IncidentState declared = reading.declaredState(word);
    draft.putState(declared == null ? state(word, reading) : declared, word);
  }

  private static IncidentState state(String status, Reading reading) {
    return switch (status) {
      case "triggered" -> IncidentState.OPEN;
      case "acknowledged" -> IncidentState.IN_PROGRESS;
      case "resolved" -> IncidentState.RESOLVED;
      default -> reading.unknownState(status);
    };
  }

  /**
   * States whether the incident is one: a title that begins with {@code [test]}, {@code [drill]} or
   * {@code [maintenance]}, or an incident type of such a name, says that it is not.
   */
  static void putKind(RecordDraft draft, @Nullable String title, @Nullable String typeName) {
    draft.put(IncidentField.INCIDENT_KIND, kind(title, typeName));
  }

  private static String kind(@Nullable String title, @Nullable String typeName) {
    if (typeName != null) {
      for (String word : typeName.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
        if (word.equals("test") || word.equals("drill") || word.equals("maintenance")) {
          return word;
        }
      }
    }
    var matcher = PRACTICE_TITLE.matcher(title == null ? "" : title.toLowerCase(Locale.ROOT));
    return matcher.matches() ? matcher.group(1) : "incident";
  }

  /** A record of another kind than the settings say. */
  static BadRecordException otherType(String type, String expected) {
    return new BadRecordException(
        DefectKind.WRONG_FORMAT,
        "type",
        "the record is of type \"" + BadRecordException.shown(type) + "\", not " + expected,
        "Check which format the source's settings declare for this file.");
  }
}
