package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The journal of the ticket system")
class ServiceNowJournalTest {
  @Test
  @DisplayName("tells comments from work notes, and no author")
  void entries() {
    GatheredExport journal =
        GatheredExport.of(
            new ServiceNowTableReader(),
            new SourceSettings(
                "test",
                null,
                null,
                null,
                List.of(),
                List.of(),
                RawRecord.UPDATE,
                Map.of(),
                Map.of(),
                null,
                null,
                null),
            """
            {"result":[
              {"sys_id":"a1","element_id":"i1","element":"comments","name":"incident",
               "value":"We are on it","sys_created_on":"2026-03-01 10:20:00","sys_created_by":"x"},
              {"sys_id":"a2","element_id":"i1","element":"work_notes","name":"incident",
               "value":"Restarted","sys_created_on":"2026-03-01 10:10:00","sys_created_by":"x"},
              {"sys_id":"a3","element_id":"","element":"comments",
               "sys_created_on":"2026-03-01 10:10:00"}]}
            """);

    assertThat(journal.records)
        .extracting(record -> record.kind() + " " + record.key() + " " + record.fields())
        .containsExactly(
            "update a1 " + fields("2026-03-01T10:20:00Z", "stakeholder"),
            "update a2 " + fields("2026-03-01T10:10:00Z", "internal"));
    assertThat(journal.defects)
        .extracting(Defect::where)
        .containsExactly("line 6, column 3, element_id");
  }

  private static Map<IncidentField, String> fields(String at, String audience) {
    return new java.util.EnumMap<>(
        Map.of(
            IncidentField.OPENED_AT,
            at,
            IncidentField.PARENT,
            "i1",
            IncidentField.AUDIENCE,
            audience));
  }
}
