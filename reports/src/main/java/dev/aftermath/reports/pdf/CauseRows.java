package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.CauseLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the table about recurring causes. */
final class CauseRows {
  private static final int MOST_IDENTIFIERS = 5;
  private static final long DAY_SECONDS = 86_400;

  private CauseRows() {}

  static List<Map<String, ?>> of(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.causes().stream().<Map<String, ?>>map(line -> row(line, zone)).toList();
  }

  private static Map<String, ?> row(CauseLine line, ZoneId zone) {
    return Map.ofEntries(
        Map.entry("cause", Figures.text(line.cause())),
        Map.entry("incidents", identifiers(line)),
        Map.entry("service", Figures.text(line.service())),
        Map.entry("status", status(line.standing())),
        Map.entry("tone", tone(line.standing().status())),
        Map.entry("since", since(line, zone)),
        Map.entry("recent", Figures.count(line.recentCount())),
        Map.entry("count", Figures.count(line.episodeCount())),
        Map.entry("trend", trend(line)),
        Map.entry("every", every(line.medianGapSeconds())),
        Map.entry("budget", Figures.share(line.budgetShareRatio())),
        Map.entry("time", Figures.duration(line.incidentSeconds())),
        Map.entry("last", Figures.date(line.lastSeen(), zone)));
  }

  private static String identifiers(CauseLine line) {
    List<String> ids = line.incidentIds();
    String shown =
        ids.stream().limit(MOST_IDENTIFIERS).map(Figures::text).collect(Collectors.joining(", "));
    return "%s \u00b7 %s%s"
        .formatted(
            line.id(),
            shown,
            ids.size() > MOST_IDENTIFIERS
                ? " and %d more".formatted(ids.size() - MOST_IDENTIFIERS)
                : "");
  }

  private static String status(CauseLine.Standing standing) {
    return switch (standing.status()) {
      case SINGLE -> "once";
      case RECURRING -> "recurring";
      case CLAIMED_FIXED -> "claimed fixed";
      case PROVEN_QUIET -> "proven quiet";
      case CAME_BACK -> "came back";
    };
  }

  private static String tone(CauseLine.Status status) {
    return switch (status) {
      case CAME_BACK -> "bad";
      case PROVEN_QUIET -> "good";
      case SINGLE, RECURRING, CLAIMED_FIXED -> "";
    };
  }

  private static String since(CauseLine line, ZoneId zone) {
    return Stream.of(since(line.standing(), zone), promised(line.actionItems()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String since(CauseLine.Standing standing, ZoneId zone) {
    Instant fixed = standing.fixedAt();
    Instant back = standing.cameBackAt();
    Instant proven = standing.quietProvenAt();
    if (fixed != null && back != null) {
      long days = Duration.between(fixed, back).toSeconds() / DAY_SECONDS;
      return "%s, %s after %s"
          .formatted(
              Figures.date(back, zone),
              days == 1 ? "1 day" : days + " days",
              fix(standing.fixBasis()));
    }
    if (standing.status() == CauseLine.Status.PROVEN_QUIET || proven == null) {
      return "";
    }
    String quiet = "quiet from %s, if nothing happens".formatted(Figures.date(proven, zone));
    return fixed == null ? quiet : claim(standing.fixBasis(), fixed, zone) + "; " + quiet;
  }

  private static String claim(CauseLine.@Nullable FixBasis basis, Instant fixed, ZoneId zone) {
    return switch (basis == null ? CauseLine.FixBasis.HUMAN : basis) {
      case HUMAN -> "fixed " + Figures.date(fixed, zone);
      // They are done at the end of the day that is stated.
      case ACTION_ITEMS -> "action items done " + Figures.date(fixed.minusNanos(1), zone);
      case PROBLEM -> "problem closed " + Figures.date(fixed, zone);
    };
  }

  private static String fix(CauseLine.@Nullable FixBasis basis) {
    return basis == null
        ? "the fix"
        : switch (basis) {
          case HUMAN -> "the fix";
          case ACTION_ITEMS -> "its action items were done";
          case PROBLEM -> "its problem was closed";
        };
  }

  private static String promised(CauseLine.ActionItems items) {
    if (items.openCount() == 0) {
      return "";
    }
    return "%s open%s"
        .formatted(
            items.openCount() == 1
                ? "1 action item"
                : Figures.count(items.openCount()) + " action items",
            items.overdueCount() == 0
                ? ""
                : ", %s overdue".formatted(Figures.count(items.overdueCount())));
  }

  private static String trend(CauseLine line) {
    return switch (line.trend()) {
      case NEW -> "new";
      case RISING -> "\u2191 rising";
      case STEADY -> "steady";
      case FALLING -> "\u2193 falling";
      case QUIET -> "quiet";
    };
  }

  private static String every(@Nullable Double gapSeconds) {
    if (gapSeconds == null) {
      return "";
    }
    double days = gapSeconds / DAY_SECONDS;
    return days < 10 ? "every %.1f d".formatted(days) : "every %d d".formatted(Math.round(days));
  }
}
