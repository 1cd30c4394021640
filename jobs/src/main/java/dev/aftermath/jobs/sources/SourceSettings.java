package dev.aftermath.jobs.sources;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a source declares about one group of its files: the settings that no reader may
 * guess.
 *
 * @param source the source's name, unique in {@code conf/sources}
 * @param zone the zone of timestamps that carry none; null when every timestamp carries its own
 * @param datePattern the pattern of dates as {@link java.time.format.DateTimeFormatter} reads it;
 *     null when the format fixes it
 * @param charset the name of the encoding, such as {@code windows-1252}
 * @param nullTokens texts that stand for no value, such as {@code ?}
 * @param rowCaps row counts at which this source's exporter stops; a file with exactly so many is
 *     warned about
 * @param recordKind {@code incident}, {@code change}, {@code sla} or {@code update}
 * @param fields where a field is found: name of an {@link
 *     dev.aftermath.jobs.domain.incident.IncidentField} in lower case to the export's own column or
 *     path. Overrides and extends what the format knows by itself
 * @param states the source's own words for states, in lower case, to names of {@link
 *     dev.aftermath.jobs.domain.incident.IncidentState}
 * @param keyColumn the column that identifies an incident in an event log
 * @param clockColumn the column that says when a row of an event log was written
 * @param sequenceColumn the column that orders rows of one instant; null when the file's order does
 */
public record SourceSettings(
    String source,
    @Nullable String zone,
    @Nullable String datePattern,
    @Nullable String charset,
    List<String> nullTokens,
    List<Long> rowCaps,
    String recordKind,
    Map<String, String> fields,
    Map<String, String> states,
    @Nullable String keyColumn,
    @Nullable String clockColumn,
    @Nullable String sequenceColumn)
    implements Serializable {

  /** Takes copies. */
  public SourceSettings {
    nullTokens = List.copyOf(nullTokens);
    rowCaps = List.copyOf(rowCaps);
    fields = new HashMap<>(fields);
    states = new HashMap<>(states);
  }

  /**
   * Settings of a source that declares nothing but its name: enough for self-describing formats.
   */
  public static SourceSettings named(String source) {
    return new SourceSettings(
        source,
        null,
        null,
        null,
        List.of(),
        List.of(),
        RawRecord.INCIDENT,
        Map.of(),
        Map.of(),
        null,
        null,
        null);
  }

  /** The declared zone; empty means that a timestamp without one is an error. */
  public java.util.Optional<ZoneId> zoneId() {
    return java.util.Optional.ofNullable(zone).map(ZoneId::of);
  }

  /** The declared encoding, or UTF-8. */
  public Charset encoding() {
    return charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset);
  }
}
