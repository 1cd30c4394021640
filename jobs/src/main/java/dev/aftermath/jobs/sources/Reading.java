package dev.aftermath.jobs.sources;

import dev.aftermath.jobs.domain.incident.IncidentState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the reading of one file keeps in mind: its settings, its clock, what it has warned about.
 */
final class Reading {
  private static final int MOST_WARNINGS = 50;

  private final SourceSettings settings;
  private final ExportSink sink;
  private final Times times;
  private final Set<String> nullTokens;
  private final Set<String> warned = new HashSet<>();

  Reading(SourceSettings settings, ExportSink sink, Times times) {
    this.settings = settings;
    this.sink = sink;
    this.times = times;
    this.nullTokens = Set.copyOf(settings.nullTokens());
  }

  SourceSettings settings() {
    return settings;
  }

  ExportSink sink() {
    return sink;
  }

  /** The clock of timestamps that carry no zone of their own. */
  Times times() {
    return times;
  }

  /** The text without space around it; null when it is empty or stands for no value. */
  @Nullable String present(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String stripped = text.strip();
    return stripped.isEmpty() || nullTokens.contains(stripped) ? null : stripped;
  }

  /** The row's text in a column that no record can do without. */
  String required(CsvRow row, String column) throws BadRecordException {
    String value = present(row.value(column));
    if (value == null) {
      throw BadRecordException.missing(column);
    }
    return value;
  }

  /** Warns, but says the same thing once only. */
  void warnOnce(String warning) {
    if (warned.size() < MOST_WARNINGS && warned.add(warning)) {
      sink.warn(warning);
    }
  }

  /** What the settings say about a state; null when they do not name the word. */
  @Nullable IncidentState declaredState(@Nullable String word) {
    String name = word == null ? null : settings.states().get(word.toLowerCase(Locale.ROOT));
    return name == null ? null : IncidentState.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Warns about a state that nobody has mapped. */
  IncidentState unknownState(String word) {
    warnOnce(
        "The state \""
            + BadRecordException.shown(word)
            + "\" is not mapped and counts as unknown; add it to states of source "
            + settings.source()
            + ".");
    return IncidentState.UNKNOWN;
  }

  /**
   * Warns when the file holds exactly as many records as its exporter writes at most.
   *
   * @param knownCaps the exporter's own limits, which declared ones replace
   */
  void warnAtCap(long count, long... knownCaps) {
    boolean declared = settings.rowCaps().contains(count);
    boolean known =
        settings.rowCaps().isEmpty() && Arrays.stream(knownCaps).anyMatch(cap -> cap == count);
    if (declared || known) {
      sink.warn(
          "The file holds exactly "
              + count
              + " records, where its exporter stops; records may be missing. Export shorter"
              + " periods.");
    }
  }
}
