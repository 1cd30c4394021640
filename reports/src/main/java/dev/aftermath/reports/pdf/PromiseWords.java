package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Way;
import org.jspecify.annotations.Nullable;

/** Words and tones that the tables about promises and rules share. */
final class PromiseWords {
  private PromiseWords() {}

  /** The arrow with its rule, or how many weeks the figure does not stand out from. */
  static String variation(@Nullable Variation variation) {
    if (variation == null) {
      return "";
    }
    Arrow arrow = variation.arrow();
    if (arrow != null) {
      return mark(arrow) + variation.words(0);
    }
    return variation.baselineWeeks() == 0
        ? "too few to compare with"
        : "as usual (%d weeks)".formatted(variation.baselineWeeks());
  }

  /** The arrow alone, to stand before a figure. */
  static String mark(@Nullable Arrow arrow) {
    return arrow == null ? "" : arrow.way() == Way.UP ? "▲ " : "▼ ";
  }

  static String tone(@Nullable Variation variation) {
    Arrow arrow = variation == null ? null : variation.arrow();
    if (arrow == null) {
      return "unknown";
    }
    return switch (arrow.meaning()) {
      case BETTER -> "good";
      case WORSE -> "bad";
      case NEITHER -> "";
    };
  }

  static String ratio(@Nullable Double ratio) {
    return Figures.value(Unit.RATIO, ratio);
  }

  static String seconds(@Nullable Double seconds) {
    return Figures.value(Unit.SECONDS, seconds);
  }

  /** So many of all; nothing of nothing. */
  static String of(long part, long whole) {
    return whole == 0 ? Figures.NONE : Figures.count(part) + " of " + Figures.count(whole);
  }
}
