package dev.aftermath.jobs.domain.incident;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last word on every field: each as the latest record that states it says. */
public final class StatedFields {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  /** A hundred years: a duration beyond is a broken number. */
  private static final long SECONDS_LIMIT = 100L * 366 * 86_400;

  private final Map<IncidentField, String> values;
  private final Map<IncidentField, Optional<Instant>> instants = new EnumMap<>(IncidentField.class);

  private StatedFields(Map<IncidentField, String> values) {
    this.values = values;
  }

  /** The last word of records in any order. */
  public static StatedFields of(Collection<IncidentRecord> records) {
    return ofAscending(records.stream().sorted().toList());
  }

  /** The last word of records in ascending order. */
  static StatedFields ofAscending(List<IncidentRecord> records) {
    Map<IncidentField, String> values = new EnumMap<>(IncidentField.class);
    records.forEach(record -> values.putAll(record.fields()));
    return new StatedFields(values);
  }

  /** The value as stated; null when no record states it. */
  public @Nullable String text(IncidentField field) {
    return values.get(field);
  }

  /** The value as a count; null when it is none. */
  public @Nullable Long count(IncidentField field) {
    String text = values.get(field);
    try {
      return text == null ? null : Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The value as a flag; null when it is none. */
  public @Nullable Boolean flag(IncidentField field) {
    String text = values.get(field);
    if ("true".equalsIgnoreCase(text)) {
      return Boolean.TRUE;
    }
    return "false".equalsIgnoreCase(text) ? Boolean.FALSE : null;
  }

  /** The value as an instant of the years 1 to 9999; null when it is none. */
  public @Nullable Instant instant(IncidentField field) {
    return instants.computeIfAbsent(field, each -> parsed(values.get(each))).orElse(null);
  }

  private static Optional<Instant> parsed(@Nullable String text) {
    try {
      return Optional.ofNullable(text)
          .map(Instant::parse)
          .filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(LATEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The instant that lies the stated seconds after another; null when either is not known. */
  @Nullable Instant after(@Nullable Instant start, IncidentField seconds) {
    Long stated = count(seconds);
    boolean usable = stated != null && Math.abs(stated) <= SECONDS_LIMIT;
    return start == null || stated == null || !usable ? null : start.plusSeconds(stated);
  }

  /** Who resolved the incident as a field states it; UNKNOWN when none does. */
  ActorKind resolver() {
    String text = values.get(IncidentField.RESOLVED_BY);
    for (ActorKind kind : ActorKind.values()) {
      if (kind.name().equalsIgnoreCase(text)) {
        return kind;
      }
    }
    return ActorKind.UNKNOWN;
  }

  /** The state of a name; null when the name is absent or names no known state. */
  static @Nullable IncidentState state(@Nullable String name) {
    for (IncidentState state : IncidentState.values()) {
      if (state != IncidentState.UNKNOWN && state.name().equalsIgnoreCase(name)) {
        return state;
      }
    }
    return null;
  }
}
