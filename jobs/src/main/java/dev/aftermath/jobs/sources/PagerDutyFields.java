package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of an incident that its account has defined itself, and links to other systems. */
final class PagerDutyFields {
  private static final Map<IncidentField, String> DEFAULTS =
      Map.of(
          IncidentField.TENANT, "tenant",
          IncidentField.MONITORING_ID, "monitoring_id",
          IncidentField.IMPACT_START_AT, "impact_start",
          IncidentField.MITIGATED_AT, "mitigated_at");

  private final JsonNode incident;
  private final Reading reading;

  PagerDutyFields(JsonNode incident, Reading reading) {
    this.incident = incident;
    this.reading = reading;
  }

  void put(RecordDraft draft) throws BadRecordException {
    draft.put(IncidentField.EXTERNAL_REFERENCE, "external_references", externalReference());
    Map<IncidentField, String> places = new EnumMap<>(DEFAULTS);
    for (Map.Entry<String, String> declared : reading.settings().fields().entrySet()) {
      IncidentField field = FieldValues.named(declared.getKey());
      if (field != null) {
        places.put(field, declared.getValue());
      }
    }
    for (Map.Entry<IncidentField, String> place : places.entrySet()) {
      draft.put(place.getKey(), place.getValue(), at(place.getValue()));
    }
  }

  private @Nullable String at(String place) throws BadRecordException {
    String custom = customField(place);
    if (custom != null) {
      return custom;
    }
    JsonNode node = incident;
    for (String step : place.split("\\.", -1)) {
      node = node.path(step);
    }
    return node.isValueNode() && !node.isNull() ? JsonFields.scalar(node) : null;
  }

  private @Nullable String customField(String name) throws BadRecordException {
    for (JsonNode field : JsonFields.objects(incident, "custom_fields")) {
      boolean named =
          name.equals(JsonFields.text(field, "name"))
              || name.equals(JsonFields.text(field, "display_name"));
      JsonNode value = field.get("value");
      if (named && value != null && value.isValueNode() && !value.isNull()) {
        return JsonFields.scalar(value);
      }
    }
    return null;
  }

  private @Nullable String externalReference() throws BadRecordException {
    for (JsonNode reference : JsonFields.objects(incident, "external_references")) {
      String id = JsonFields.text(reference, "external_id");
      if (id != null) {
        return id;
      }
    }
    return null;
  }
}
