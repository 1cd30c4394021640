package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code spec.timeWindow} of an OpenSLO SLO. */
final class SloWindowReader {
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private SloWindowReader() {}

  /** The one window of an SLO; empty when it cannot be read, which is noted. */
  static Optional<Window> read(YamlNode spec) {
    Optional<YamlNode> list = spec.find("timeWindow");
    if (list.isEmpty()) {
      spec.missing("timeWindow", "add it here, a list of one window");
      return Optional.empty();
    }
    List<YamlNode> items = list.get().items();
    if (items.size() != 1 || !items.get(0).isMapping()) {
      spec.problems()
          .at(
              list.get(),
              "Invalid timeWindow: exactly one window is expected, not "
                  + (list.get().isList() ? items.size() : "a single value"));
      return Optional.empty();
    }
    return window(items.get(0));
  }

  private static Optional<Window> window(YamlNode node) {
    node.refuseKeysBeyond(Set.of("duration", "isRolling", "calendar"));
    node.text("duration");
    node.text("isRolling");
    Optional<Span> length =
        node.parsed(
            "duration", "a whole number with m, h, d, w, M, Q or Y, such as 28d", Span::parse);
    Optional<Boolean> rolling = flag(node, "isRolling");
    if (rolling.isEmpty()) {
      return Optional.empty();
    }
    if (rolling.get()) {
      node.find("calendar")
          .ifPresent(
              calendar ->
                  node.problems()
                      .at(
                          calendar,
                          "A rolling window has no calendar; remove it or set isRolling: false"));
      return length.map(RollingWindow::new);
    }
    Optional<YamlNode> calendar = SloObject.mapping(node, "calendar");
    if (calendar.isEmpty()) {
      return Optional.empty();
    }
    return calendar(node, length.map(span -> monthMeant(node, span)), calendar.get());
  }

  // The specification's own example writes "duration: 1m # 1 month" beside a calendar.
  private static Span monthMeant(YamlNode node, Span length) {
    if (!node.problems().lenient() || length.unit() != SpanUnit.MINUTE) {
      return length;
    }
    Span months = new Span(length.count(), SpanUnit.MONTH);
    node.problems()
        .warn(
            node.find("duration").orElse(node),
            "duration " + length + " is minutes; beside a calendar it is taken for " + months);
    return months;
  }

  private static Optional<Window> calendar(
      YamlNode node, Optional<Span> length, YamlNode calendar) {
    calendar.refuseKeysBeyond(Set.of("startTime", "timeZone"));
    calendar.text("startTime");
    calendar.text("timeZone");
    Optional<LocalDateTime> start =
        calendar.parsed(
            "startTime", "YYYY-MM-DD hh:mm:ss", text -> LocalDateTime.parse(text, START));
    Optional<ZoneId> zone =
        calendar.parsed(
            "timeZone",
            "a zone of the IANA database, such as Europe/Berlin",
            SloWindowReader::zone);
    if (length.isPresent() && !length.get().unit().wholeDays()) {
      node.problems()
          .at(
              node.find("duration").orElse(node),
              "Invalid duration: \""
                  + length.get()
                  + "\" (a calendar window has whole days: d, w, M, Q or Y; m is a minute and M a"
                  + " month)");
      return Optional.empty();
    }
    if (length.isEmpty() || start.isEmpty() || zone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new CalendarWindow(length.get(), start.get(), zone.get()));
  }

  /** A flag written as {@code true} or {@code false}; anything else is noted. */
  static Optional<Boolean> flag(YamlNode node, String key) {
    return node.parsed(
        key,
        "true or false",
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
          }
          return text.equals("true");
        });
  }

  // An offset such as +02:00 is a valid ZoneId, but knows no daylight saving time.
  private static ZoneId zone(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return ZoneId.of(text);
  }
}
