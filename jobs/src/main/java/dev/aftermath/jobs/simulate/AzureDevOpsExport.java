package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Weekly exports of Azure DevOps: the releases of pipelines that were over in the week, each first
 * in the test environment, and at times in vain before it got to production.
 */
final class AzureDevOpsExport {
  static final String SOURCE = "azure-devops";
  private static final int FILE_LIMIT = 50;

  private final Plan plan;
  private final World world;
  private final Counts counts;

  AzureDevOpsExport(Plan plan, Counts counts) {
    this.plan = plan;
    this.world = plan.world();
    this.counts = counts;
  }

  void write(Week week) throws IOException {
    try (Sink sink =
            Sink.to(
                plan.folder(SOURCE, week),
                plan.packing(week),
                SOURCE + "-" + week.label() + ".zip");
        Pages pages = new Pages(sink, "deployments", FILE_LIMIT, new ListEnvelope())) {
      for (int i = Math.max(0, week.index() - 1); i <= week.index(); i++) {
        world.visitChanges(
            world.weeks().get(i),
            Visit.writing(
                change -> {
                  if (!change.isChangeRequest() && week.contains(change.closedSecond())) {
                    write(pages, change);
                  }
                }));
      }
    }
  }

  private void write(Pages pages, Deployment release) throws IOException {
    long id = release.releaseNumber();
    long tried = release.startSecond() - 1_800;
    line(pages.next(), release, new Round(id + 1, "TEST", "succeeded", tried, tried + 300));
    if (Math.floorMod(Seeds.mix(71, release.sysId()), 8) == 0) {
      line(pages.next(), release, new Round(id + 2, "PROD", "failed", tried + 600, tried + 900));
    }
    counts.one("azure_devops_releases");
    line(
        pages.next(),
        release,
        new Round(id, "PROD", "succeeded", release.startSecond(), release.endSecond()));
  }

  /** One attempt to bring a release into an environment. */
  private record Round(
      long id, String environment, String status, long startSecond, long endSecond) {}

  private static void line(JsonGenerator json, Deployment release, Round round) throws IOException {
    ChangeContract contract = ChangeContract.of(release);
    json.writeStartObject();
    json.writeNumberField("id", round.id());
    named(json, "release", "Release-" + release.releaseNumber());
    named(json, "releaseDefinition", release.service().name());
    named(json, "releaseEnvironment", round.environment());
    json.writeNumberField("attempt", 1);
    json.writeStringField(
        "reason", release.kind() == Deployment.Kind.REPAIR ? "redeployTrigger" : "automated");
    json.writeStringField("deploymentStatus", round.status());
    json.writeStringField("operationStatus", "Approved");
    json.writeObjectFieldStart("requestedFor");
    json.writeStringField("id", contract.implementer().sysId());
    json.writeEndObject();
    json.writeStringField("queuedOn", "0001-01-01T00:00:00");
    json.writeStringField("startedOn", Json.instant(round.startSecond()));
    // Older servers say only when it last changed.
    if (round.startSecond() % 2 == 0) {
      json.writeStringField("completedOn", Json.instant(round.endSecond()));
    }
    json.writeStringField("lastModifiedOn", Json.instant(round.endSecond()));
    json.writeArrayFieldStart("preDeployApprovals");
    json.writeStartObject();
    json.writeStringField("status", "approved");
    json.writeObjectFieldStart("approvedBy");
    json.writeStringField("id", contract.approver().sysId());
    json.writeEndObject();
    json.writeStringField("modifiedOn", Json.instant(round.startSecond() - 60));
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void named(JsonGenerator json, String field, String name) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("name", name);
    json.writeEndObject();
  }

  /** The answer of the REST API to a list. */
  private record ListEnvelope() implements Pages.Envelope {

    @Override
    public void open(JsonGenerator json, long offset) throws IOException {
      json.writeStartObject();
      json.writeArrayFieldStart("value");
    }

    @Override
    public void close(JsonGenerator json, long offset, Pages.More more) throws IOException {
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
