package dev.aftermath.jobs.domain.postmortem;

import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Block.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one time of a document after the other. A time of day alone is of the date before it in the
 * document, or of the next day where it is more than twelve hours before the time before it; a time
 * without a zone is in the one that the document states, or else in the one that the source's
 * settings declare. Without any of these it stays unknown.
 */
final class TimelineClock {
  private static final Pattern STATED =
      Pattern.compile(
          "(?i)\\b(?:times?|timestamps|zeiten|zeitangaben|uhrzeiten)\\b(?: (?:are|is|shown|given|listed|sind|alle))*"
              + " ?(?:\\bin\\b|\\(|:) ?\\(?(?-i:([A-Z][A-Za-z_/]+|[+-]\\d{2}:?\\d{2}))");
  private static final int HALF_A_DAY_IN_SECONDS = 12 * 60 * 60;

  private final @Nullable ZoneId zone;
  private final String zoneBasis;
  private @Nullable LocalDate date;
  private String dateBasis = "date_of_document";
  private @Nullable LocalTime before;

  private TimelineClock(@Nullable ZoneId zone, String zoneBasis, @Nullable LocalDate date) {
    this.zone = zone;
    this.zoneBasis = zoneBasis;
    this.date = date;
  }

  /**
   * The clock of a document.
   *
   * @param declared the zone of the source's settings; null without one
   */
  static TimelineClock of(Outline outline, @Nullable ZoneId declared) {
    ZoneId stated = statedZone(outline);
    String day = outline.detail(Detail.DATE);
    String start = outline.detail(Detail.STARTED_AT);
    LocalDate date = day == null ? null : WrittenTime.of(day).date();
    if (date == null && start != null) {
      date = WrittenTime.of(start).date();
    }
    return stated == null
        ? new TimelineClock(declared, "zone_of_source", date)
        : new TimelineClock(stated, "zone_of_document", date);
  }

  private static @Nullable ZoneId statedZone(Outline outline) {
    ZoneId property = WrittenTime.zone(outline.detail(Detail.ZONE));
    if (property != null) {
      return property;
    }
    List<String> texts = new ArrayList<>();
    for (Block block : outline.blocks()) {
      if (block instanceof Paragraph paragraph) {
        texts.add(paragraph.text());
      } else if (block instanceof Table table && !table.rows().isEmpty()) {
        texts.addAll(table.rows().get(0).cells());
      }
    }
    for (String text : texts) {
      Matcher matcher = STATED.matcher(text.replaceAll("\\s+", " "));
      while (matcher.find()) {
        ZoneId zone = WrittenTime.zone(matcher.group(1));
        if (zone != null) {
          return zone;
        }
      }
    }
    return null;
  }

  /** Takes the date that a heading or a row of its own sets for what follows. */
  void set(LocalDate of) {
    date = of;
    before = null;
    dateBasis = "date_of_heading";
  }

  /** Reads what was written as the time of something. */
  TimelineEntry entry(WrittenTime written, String asWritten, String text, int line) {
    String flaw = written.flaw();
    String basis = null;
    if (flaw == null && written.date() == null) {
      basis = dateBasis;
      if (nextDay(written.time())) {
        basis = "day_after_row_before";
      }
    }
    remember(written);
    if (flaw == null && date == null) {
      flaw = "no_date";
    } else if (flaw == null && written.time() == null) {
      flaw = "no_time";
    }
    ZoneId in = written.zone() == null ? zone : written.zone();
    if (flaw == null && in == null) {
      flaw = "no_zone";
    }
    LocalTime time = written.time();
    if (flaw != null || date == null || time == null || in == null) {
      return new TimelineEntry(null, asWritten, text, null, flaw, line);
    }
    if (written.zone() == null) {
      basis = basis == null ? zoneBasis : basis + ", " + zoneBasis;
    }
    Instant at = instant(date.atTime(time), in);
    return at == null
        ? new TimelineEntry(null, asWritten, text, null, "skipped_by_clock", line)
        : new TimelineEntry(at, asWritten, text, basis, null, line);
  }

  /** The instant of a detail such as the incident's start; null where it cannot be known. */
  @Nullable Instant instant(@Nullable String detail) {
    if (detail == null) {
      return null;
    }
    WrittenTime written = WrittenTime.of(detail);
    LocalDate day = written.date() == null ? date : written.date();
    LocalTime time = written.time();
    ZoneId in = written.zone() == null ? zone : written.zone();
    return written.flaw() != null || day == null || time == null || in == null
        ? null
        : instant(day.atTime(time), in);
  }

  /** As {@link #instant(String)}, of something for which a date will do: the end of that day. */
  @Nullable Instant endOf(@Nullable String detail) {
    Instant exact = instant(detail);
    if (exact != null || detail == null) {
      return exact;
    }
    WrittenTime written = WrittenTime.of(detail);
    LocalDate day = written.date();
    return day == null || written.time() != null
        ? null
        : day.plusDays(1).atStartOfDay(zone == null ? ZoneOffset.UTC : zone).toInstant();
  }

  private boolean nextDay(@Nullable LocalTime time) {
    if (date == null || time == null || before == null) {
      return false;
    }
    if (before.toSecondOfDay() - time.toSecondOfDay() <= HALF_A_DAY_IN_SECONDS) {
      return false;
    }
    date = date.plusDays(1);
    return true;
  }

  private void remember(WrittenTime written) {
    if (written.date() != null) {
      date = written.date();
      dateBasis = "date_of_row_before";
    }
    before = written.time() == null ? before : written.time();
  }

  private static @Nullable Instant instant(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty() ? null : local.toInstant(offsets.get(0));
  }
}
