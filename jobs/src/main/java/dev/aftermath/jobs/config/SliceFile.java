package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.Slice;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Measured slices in a CSV with the columns {@code slice_start,good,total}: RFC 3339 instants and
 * numbers, a slice a line, in any order. A slice that has no line is unknown.
 */
public final class SliceFile {
  private static final Duration DEFAULT_LENGTH = Duration.ofMinutes(5);
  private static final long MOST_SLICES = 5_000_000;
  private static final int MOST_DECIMALS = 9;
  private static final int MOST_DIGITS = 18;
  private static final List<String> COLUMNS = List.of("slice_start", "good", "total");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .setTrim(true)
          .get();

  private final String file;
  private final Problems problems = new Problems();
  private final TreeMap<Instant, Slice> slices = new TreeMap<>();
  private final TreeMap<Instant, Long> lines = new TreeMap<>();

  private SliceFile(String file) {
    this.file = file;
  }

  /**
   * Reads the slices of an SLO, whose objectives may declare the length of a slice.
   *
   * @param files where the SLO was read, to point at an objective
   * @throws InvalidSettingsException with everything that is wrong in the file, or with every
   *     objective of any version whose slices those of the file do not make
   */
  public static SliceTimeline read(String file, Reader text, SloHistory slo, SloFiles files)
      throws IOException {
    TreeMap<Duration, YamlNode> asked = new TreeMap<>();
    for (SloDefinition version : slo.versions()) {
      List<YamlNode> written = files.objectives().getOrDefault(version, List.of());
      for (int i = 0; i < written.size(); i++) {
        Duration length = version.objectives().get(i).timeSliceWindow();
        if (length != null) {
          asked.putIfAbsent(length, written.get(i));
        }
      }
    }
    SliceFile reader = new SliceFile(file);
    reader.parse(text);
    reader.problems.throwIfAny();
    reader.checkLengths(asked);
    return reader.timeline(asked.keySet().stream().findFirst());
  }

  /**
   * Reads the slices.
   *
   * @param declaredLength the length of a slice if the SLO declares one; the slices of the file may
   *     be shorter, then they are added up
   * @throws InvalidSettingsException with everything that is wrong in the file
   */
  public static SliceTimeline read(String file, Reader text, Optional<Duration> declaredLength)
      throws IOException {
    SliceFile reader = new SliceFile(file);
    reader.parse(text);
    return reader.timeline(declaredLength);
  }

  private SliceTimeline timeline(Optional<Duration> declaredLength) {
    Duration length = length(declaredLength);
    checkGrid(length);
    problems.throwIfAny();
    return SliceTimeline.of(length, slices.values());
  }

  /** Notes objectives whose slices are no whole number of those in the file. */
  private void checkLengths(NavigableMap<Duration, YamlNode> asked) {
    if (slices.isEmpty() || asked.isEmpty()) {
      return;
    }
    Duration unit = length(Optional.of(asked.firstKey()));
    Duration step = slices.size() < 2 ? unit : shortestStep();
    if (!isEven(unit) && isEven(step)) {
      noteUnmade(asked.firstKey(), asked.firstEntry().getValue(), step);
    } else {
      Instant first = slices.firstKey();
      boolean isAligned = isMultiple(Duration.between(Instant.EPOCH, first), unit);
      asked.forEach(
          (length, objective) -> {
            if (!isMultiple(length, unit)) {
              noteUnmade(length, objective, unit);
            } else if (!isAligned && !length.equals(unit)) {
              String remedy =
                  "give slices that begin at whole multiples of it since 1970 in UTC, not at ";
              noteUnmade(length, objective, unit, remedy + first);
            }
          });
    }
    problems.throwIfAny();
  }

  private void noteUnmade(Duration length, YamlNode objective, Duration step) {
    String remedy = "make it a multiple of that, or give slices whose length divides " + length;
    noteUnmade(length, objective, step, remedy);
  }

  private void noteUnmade(Duration length, YamlNode objective, Duration step, String remedy) {
    YamlNode place = objective.find("timeSliceWindow").orElse(objective);
    problems.at(
        place,
        "timeSliceWindow "
            + length
            + " cannot be made of the slices of "
            + step
            + " in "
            + file
            + "; "
            + remedy);
  }

  private void parse(Reader text) throws IOException {
    try (CSVParser parser = FORMAT.parse(text)) {
      for (String column : COLUMNS) {
        if (!parser.getHeaderNames().contains(column)) {
          note(1, "Missing column " + column + "; the first line must be slice_start,good,total");
        }
      }
      if (!problems.none()) {
        return;
      }
      for (CSVRecord line : parser) {
        add(line, parser.getCurrentLineNumber());
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      note(1, "Cannot read CSV: " + e.getMessage() + "; mend the file");
    }
  }

  private void add(CSVRecord line, long number) {
    if (!line.isConsistent()) {
      note(number, "This line has " + line.size() + " values; the header has another number");
      return;
    }
    Instant start = instant(line.get("slice_start"), number);
    BigDecimal good = count("good", line.get("good"), number);
    BigDecimal total = count("total", line.get("total"), number);
    if (start == null || good == null || total == null) {
      return;
    }
    if (good.compareTo(total) > 0) {
      note(number, "good " + good + " is more than total " + total + "; mend the line");
      return;
    }
    Slice slice = new Slice(start, good, total);
    Slice other = slices.putIfAbsent(start, slice);
    lines.putIfAbsent(start, number);
    if (other != null
        && (other.good().compareTo(good) != 0 || other.total().compareTo(total) != 0)) {
      note(
          number,
          "slice_start "
              + start
              + " has other numbers in line "
              + lines.get(start)
              + "; remove one of them");
    }
  }

  private @Nullable Instant instant(String text, long number) {
    try {
      Instant start = OffsetDateTime.parse(text).toInstant();
      if (start.equals(start.truncatedTo(ChronoUnit.SECONDS))) {
        return start;
      }
      note(number, "Invalid slice_start \"" + text + "\" (must be a whole second)");
      return null;
    } catch (DateTimeParseException e) {
      note(
          number,
          "Invalid slice_start \"" + text + "\" (must be RFC 3339, such as 2026-03-01T00:05:00Z)");
      return null;
    }
  }

  private @Nullable BigDecimal count(String column, String text, long number) {
    try {
      BigDecimal count = new BigDecimal(text);
      if (count.signum() >= 0
          && count.stripTrailingZeros().scale() <= MOST_DECIMALS
          && count.precision() - count.scale() <= MOST_DIGITS) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below, as of every other number that is none.
    }
    note(
        number,
        "Invalid "
            + column
            + " \""
            + text
            + "\" (must be a number from 0 below 10^18, with at most nine decimals)");
    return null;
  }

  /** The declared length unless two slices are closer together; else the shortest distance. */
  private Duration length(Optional<Duration> declared) {
    if (slices.size() < 2) {
      return declared.orElse(DEFAULT_LENGTH);
    }
    Duration shortest = shortestStep();
    return declared.filter(it -> it.compareTo(shortest) <= 0).orElse(shortest);
  }

  /** The shortest distance of two slices; there must be two. */
  private Duration shortestStep() {
    Instant previous = slices.firstKey();
    Duration shortest = Duration.between(previous, slices.lastKey());
    for (Instant start : slices.tailMap(previous, false).keySet()) {
      Duration step = Duration.between(previous, start);
      shortest = step.compareTo(shortest) < 0 ? step : shortest;
      previous = start;
    }
    return shortest;
  }

  private boolean isEven(Duration step) {
    Instant first = slices.firstKey();
    return slices.keySet().stream()
        .allMatch(start -> isMultiple(Duration.between(first, start), step));
  }

  private static boolean isMultiple(Duration whole, Duration part) {
    return whole.toMillis() % part.toMillis() == 0;
  }

  private void checkGrid(Duration length) {
    if (slices.isEmpty()) {
      return;
    }
    Instant first = slices.firstKey();
    Instant last = slices.lastKey();
    if (Duration.between(first, last).dividedBy(length) > MOST_SLICES) {
      note(
          1,
          "From "
              + first
              + " to "
              + last
              + " there are more than "
              + MOST_SLICES
              + " slices of "
              + length
              + "; mend the dates or split the file");
      return;
    }
    for (Instant start : slices.keySet()) {
      if (!isMultiple(Duration.between(first, start), length)) {
        note(
            lines.getOrDefault(start, 1L),
            "slice_start "
                + start
                + " is no whole number of slices of "
                + length
                + " after the first, "
                + first
                + "; slices must be of one length");
      }
    }
  }

  private void note(long line, String message) {
    problems.add(new Problem(file, Math.toIntExact(line), 1, message));
  }
}
