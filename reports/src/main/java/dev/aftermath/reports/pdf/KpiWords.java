package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.MeanChange;
import dev.aftermath.reports.model.OpenEnded;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Way;

/** What is said about a KPI beside its figures. */
final class KpiWords {
  private KpiWords() {}

  /** The arrow with its rule, or that there is none; nothing where there is no headline. */
  static String variation(KpiTile kpi) {
    if (kpi.value() == null) {
      return "";
    }
    Arrow arrow = kpi.variation().arrow();
    String mark = arrow == null ? "" : arrow.way() == Way.UP ? "▲ " : "▼ ";
    return mark + kpi.variation().words(kpi.n());
  }

  static String variationTone(KpiTile kpi) {
    Arrow arrow = kpi.variation().arrow();
    if (kpi.value() == null || arrow == null) {
      return "unknown";
    }
    return switch (arrow.meaning()) {
      case BETTER -> "good";
      case WORSE -> "bad";
      case NEITHER -> "neutral";
    };
  }

  /** From what change on a change would show. */
  static String detectable(KpiTile kpi) {
    Double change = kpi.variation().detectableChange();
    return change == null ? "" : "shows from " + Figures.change(kpi.unit(), change);
  }

  /** The week before, with the change since. */
  static String previous(KpiTile kpi) {
    Double change = kpi.change();
    String value = Figures.value(kpi.unit(), kpi.previousValue());
    return change == null ? value : value + " (" + Figures.change(kpi.unit(), change) + ")";
  }

  /** A median beyond what was seen is not told: more than half are not over. */
  static String openMedian(Unit unit, OpenEnded openEnded) {
    return Figures.value(unit, openEnded.median());
  }

  /** Why the mean changed, in a sentence. */
  static String meanChange(KpiTile kpi) {
    MeanChange change = kpi.meanChange();
    if (change == null || kpi.mean() == null) {
      return "";
    }
    return "Mean %s since the week before: %s by %s alone (without it %s), %s by another mix of priorities, %s within them."
        .formatted(
            Figures.difference(change.changeSeconds()),
            Figures.difference(change.longestSeconds()),
            Figures.text(change.longestIncident()),
            Figures.duration(change.withoutLongestSeconds()),
            Figures.difference(change.mixSeconds()),
            Figures.difference(change.withinSeconds()));
  }
}
