package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.incident.IncidentState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads deployments of Azure DevOps releases ({@code GET _apis/release/deployments}): changes whose
 * category names the environment, such as {@code deployment to PROD}.
 *
 * <p>The service is the release definition's name. What did not get to its environment counts as
 * cancelled. A record without {@code completedOn} ended when it was last modified. Approver and
 * implementer are those of the last approval by a human before the deployment. The year 1 stands
 * for no time.
 */
public final class AzureDevOpsDeploymentsReader implements ExportReader {
  private static final String NO_TIME = "0001-";
  private static final Set<String> ARRIVED = Set.of("succeeded", "partiallySucceeded");

  /** The reader. */
  public AzureDevOpsDeploymentsReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    JsonExport export =
        JsonExport.read(
            bytes,
            Set.of("value"),
            "deployments of Azure DevOps",
            sink,
            found -> sink.record(record(found, reading)));
    reading.warnAtCap(export.count(), 50, 100);
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    JsonNode deployment = found.node();
    String key = JsonFields.requiredText(deployment, "id");
    String status = JsonFields.requiredText(deployment, "deploymentStatus");
    String definition = required(deployment, "releaseDefinition");
    String environment = required(deployment, "releaseEnvironment");
    String release = definition + " " + required(deployment, "release");
    String modified = time(deployment, "lastModifiedOn");
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.NUMBER, release);
    draft.put(IncidentField.TITLE, release + " to " + environment);
    draft.put(IncidentField.SERVICE, definition);
    draft.put(IncidentField.CATEGORY, "deployment to " + environment);
    draft.put(IncidentField.CHANGE_TYPE, "reason", JsonFields.text(deployment, "reason"));
    draft.put(IncidentField.CLOSE_CODE, status);
    IncidentState state = state(status);
    draft.putState(state, status);
    draft.put(IncidentField.OPENED_AT, "queuedOn", time(deployment, "queuedOn"));
    draft.put(IncidentField.START_AT, "startedOn", time(deployment, "startedOn"));
    if (state.isFinished()) {
      String completed = time(deployment, "completedOn");
      draft.put(IncidentField.END_AT, "completedOn", completed == null ? modified : completed);
    }
    putApproval(draft, deployment);
    return draft.finishAs(
        RawRecord.CHANGE,
        found.position(),
        key,
        modified == null ? null : reading.times().read("lastModifiedOn", modified),
        0,
        found.text());
  }

  private static IncidentState state(String status) {
    if (ARRIVED.contains(status)) {
      return IncidentState.CLOSED;
    }
    return switch (status) {
      case "failed", "notDeployed" -> IncidentState.CANCELLED;
      case "inProgress" -> IncidentState.IN_PROGRESS;
      default -> IncidentState.UNKNOWN;
    };
  }

  private static void putApproval(RecordDraft draft, JsonNode deployment)
      throws BadRecordException {
    for (JsonNode approval : JsonFields.objects(deployment, "preDeployApprovals")) {
      String status = JsonFields.text(approval, "status");
      draft.put(IncidentField.APPROVAL, "status", status);
      JsonNode approver = JsonFields.object(approval, "approvedBy");
      if (approver != null && "approved".equals(status)) {
        draft.put(IncidentField.APPROVED_BY, "approvedBy", JsonFields.text(approver, "id"));
        draft.put(IncidentField.APPROVED_AT, "modifiedOn", time(approval, "modifiedOn"));
      }
    }
    JsonNode implementer = JsonFields.object(deployment, "requestedFor");
    if (implementer != null) {
      draft.put(IncidentField.IMPLEMENTER, "requestedFor", JsonFields.text(implementer, "id"));
    }
  }

  private static String required(JsonNode deployment, String reference) throws BadRecordException {
    String name = JsonFields.referenceName(deployment, reference);
    if (name == null) {
      throw BadRecordException.missing(reference);
    }
    return name;
  }

  private static @Nullable String time(JsonNode object, String field) throws BadRecordException {
    String text = JsonFields.text(object, field);
    return text == null || text.startsWith(NO_TIME) ? null : text;
  }
}
