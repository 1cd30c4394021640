package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of ServiceNow's Table API and Change Management API: a list of records or one, with
 * stored values, display values, or both ({@code sysparm_display_value=all}).
 *
 * <p>Stored times are in UTC. Where a record holds display values only, its times are in the zone
 * and pattern of the user who exported, and both must be declared.
 */
public final class ServiceNowTableReader implements ExportReader {
  private static final long LIMIT = 10_000;
  private static final List<String> CHOICES = List.of("state", "priority", "impact", "urgency");

  /** The reader. */
  public ServiceNowTableReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Times stored = Times.stored();
    Times shown = settings.datePattern() == null ? null : Times.declared(settings);
    Reading reading = new Reading(settings, sink, stored);
    ServiceNowTable table = ServiceNowTable.of(reading);
    JsonExport export =
        JsonExport.read(
            bytes,
            Set.of("result", "records"),
            "an answer of ServiceNow",
            sink,
            found -> sink.record(table.map(record(found, stored, shown))));
    reading.warnAtCap(export.count(), LIMIT);
  }

  private static ServiceNowRecord record(
      JsonExport.Found found, Times stored, @Nullable Times shown) throws BadRecordException {
    boolean displayOnly = displayOnly(found.node());
    Map<String, ServiceNowValue> fields = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : found.node().properties()) {
      fields.put(field.getKey(), value(field.getKey(), field.getValue(), displayOnly));
    }
    return new ServiceNowRecord(found.position(), fields, stored, shown, found.text());
  }

  private static ServiceNowValue value(String name, JsonNode field, boolean displayOnly)
      throws BadRecordException {
    if (field.isObject()) {
      return new ServiceNowValue(
          JsonFields.text(field, "value"), JsonFields.text(field, "display_value"));
    }
    if (field.isArray()) {
      throw BadRecordException.wrongType(name, field.toString(), "a single value");
    }
    String text = field.isNull() ? "" : JsonFields.scalar(field);
    if (text.isEmpty()) {
      return ServiceNowValue.NONE;
    }
    return displayOnly ? new ServiceNowValue(null, text) : new ServiceNowValue(text, null);
  }

  /**
   * Whether the record holds display values only: then its references have a name and no id, and
   * its choices are words.
   */
  private static boolean displayOnly(JsonNode record) {
    for (JsonNode field : record) {
      if (field.isObject() && field.has("display_value")) {
        return !field.has("value");
      }
      if (field.isObject() && field.has("value")) {
        return false;
      }
    }
    for (String choice : CHOICES) {
      String text = record.path(choice).asText();
      if (!text.isEmpty() && text.chars().anyMatch(Character::isLetter)) {
        return true;
      }
    }
    return false;
  }
}
