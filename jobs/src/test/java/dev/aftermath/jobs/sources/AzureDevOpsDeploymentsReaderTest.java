package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Deployments of Azure DevOps")
class AzureDevOpsDeploymentsReaderTest {
  private static final String DEPLOYMENTS =
      """
      {"count":3,"value":[
        {"id":79,"release":{"id":55,"name":"Release-2"},"releaseDefinition":{"id":38,"name":"web"},
         "releaseEnvironment":{"id":118,"name":"PROD"},"attempt":1,"reason":"manual",
         "deploymentStatus":"succeeded","operationStatus":"Approved","requestedFor":{"id":"p1"},
         "queuedOn":"0001-01-01T00:00:00","startedOn":"2026-03-02T16:51:32.09Z",
         "lastModifiedOn":"2026-03-02T16:56:40.133Z","preDeployApprovals":[
           {"status":"approved","approvedBy":{"id":"p1"},"modifiedOn":"2026-03-02T16:51:35.79Z"}]},
        {"id":80,"release":{"name":"Release-3"},"releaseDefinition":{"name":"web"},
         "releaseEnvironment":{"name":"PROD"},"deploymentStatus":"notDeployed",
         "startedOn":"2026-03-03T16:00:00Z","completedOn":"2026-03-03T16:10:00Z"},
        {"id":81,"release":{"name":"Release-4"},"releaseDefinition":{"name":"web"},
         "deploymentStatus":"inProgress"}]}
      """;

  @Test
  @DisplayName("are changes to an environment, with the year 1 for no time")
  void deployment() {
    GatheredExport export = GatheredExport.of(new AzureDevOpsDeploymentsReader(), DEPLOYMENTS);
    RawRecord first = export.records.get(0);

    assertThat(first.kind()).isEqualTo("change");
    assertThat(first.key()).isEqualTo("79");
    assertThat(first.versionAt()).isEqualTo(Instant.parse("2026-03-02T16:56:40.133Z"));
    assertThat(first.fields())
        .containsEntry(IncidentField.NUMBER, "web Release-2")
        .containsEntry(IncidentField.SERVICE, "web")
        .containsEntry(IncidentField.CATEGORY, "deployment to PROD")
        .containsEntry(IncidentField.STATE, "CLOSED")
        .containsEntry(IncidentField.START_AT, "2026-03-02T16:51:32.090Z")
        .containsEntry(IncidentField.END_AT, "2026-03-02T16:56:40.133Z")
        .containsEntry(IncidentField.APPROVED_AT, "2026-03-02T16:51:35.790Z")
        .containsEntry(IncidentField.APPROVED_BY, "p1")
        .containsEntry(IncidentField.IMPLEMENTER, "p1")
        .doesNotContainKey(IncidentField.OPENED_AT);
  }

  @Test
  @DisplayName("that did not get there are cancelled, and one without environment is held back")
  void failures() {
    GatheredExport export = GatheredExport.of(new AzureDevOpsDeploymentsReader(), DEPLOYMENTS);

    assertThat(export.records.get(1).fields())
        .containsEntry(IncidentField.STATE, "CANCELLED")
        .containsEntry(IncidentField.END_AT, "2026-03-03T16:10:00Z");
    assertThat(export.defects)
        .singleElement()
        .satisfies(
            defect -> {
              assertThat(defect.kind()).isEqualTo(DefectKind.MISSING_FIELD);
              assertThat(defect.where()).endsWith(", releaseEnvironment");
            });
    assertThat(export.account()).isEqualTo(3);
  }
}
