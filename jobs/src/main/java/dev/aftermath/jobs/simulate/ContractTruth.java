package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.aftermath.jobs.simulate.Runbook.Part;
import dev.aftermath.jobs.simulate.Runbook.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the landscape really lacks of what its contract asks, a line for each ticket, exported
 * change and runbook.
 */
final class ContractTruth {

  private final World world;
  private final JsonGenerator json;

  private ContractTruth(World world, JsonGenerator json) {
    this.world = world;
    this.json = json;
  }

  static void write(Path file, World world) throws IOException {
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.setRootValueSeparator(new SerializedString("\n"));
      ContractTruth truth = new ContractTruth(world, json);
      for (Week week : world.weeks()) {
        world.visit(week, Visit.writing(truth::incident));
        world.visitChanges(week, Visit.writing(truth::change));
      }
      for (Service service : world.services()) {
        truth.runbook(Runbook.of(world, service));
      }
      json.writeRaw('\n');
    }
  }

  private void incident(Incident incident) throws IOException {
    Ticket ticket = incident.ticket();
    if (ticket != null) {
      List<String> lacks = new ArrayList<>();
      if (ticket.tenant().isEmpty()) {
        lacks.add("tenant");
      }
      if (ticket.monitoringId().isEmpty()) {
        lacks.add("monitoring_id");
      }
      if (!Runbook.isNamedBy(ticket, incident.service())) {
        lacks.add("runbook_reference");
      }
      begin("incident", ticket.number(), lacks);
      json.writeStringField("kind", incident.kind().name().toLowerCase(Locale.ROOT));
      Telling telling = Telling.of(incident);
      told("customers_told_at", telling.customerSecond());
      told("stakeholders_told_at", telling.stakeholderSecond());
      Json.string(
          json, "notice", telling.customerSecond() == null ? null : Telling.noticeId(incident));
      json.writeEndObject();
    }
  }

  /** What comes after the end of the world is in no export yet. */
  private void told(String field, @Nullable Long second) throws IOException {
    boolean known = second != null && second < world.settings().end().getEpochSecond();
    Json.string(json, field, known && second != null ? Json.instant(second) : null);
  }

  private void change(Deployment change) throws IOException {
    if (!change.isChangeRequest()
        || change.closedSecond() >= world.settings().end().getEpochSecond()) {
      return;
    }
    ChangeContract contract = ChangeContract.of(change);
    List<String> lacks = new ArrayList<>();
    if (contract.deploymentStrategy().isEmpty()) {
      lacks.add("deployment_strategy");
    }
    if (contract.governancePolicy().isEmpty()) {
      lacks.add("governance_policy");
    }
    if (contract.approver().equals(contract.implementer())) {
      lacks.add("approver_pseudonym");
    }
    // What repairs something may be approved afterwards.
    if (change.kind() != Deployment.Kind.REPAIR
        && contract.approvedSecond() > change.startSecond()) {
      lacks.add("approved_at");
    }
    begin("change", change.number(), lacks);
    json.writeEndObject();
  }

  private void runbook(Runbook runbook) throws IOException {
    List<String> lacks = new ArrayList<>();
    for (Map.Entry<Part, Written> part : runbook.parts().entrySet()) {
      if (part.getValue() != Written.FULLY) {
        lacks.add(part.getKey().name().toLowerCase(Locale.ROOT));
      }
    }
    begin("runbook", "runbooks/" + runbook.fileName(), lacks);
    json.writeEndObject();
  }

  private void begin(String subject, String number, List<String> lacks) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", subject);
    json.writeStringField("number", number);
    json.writeArrayFieldStart("lacks");
    for (String lack : lacks) {
      json.writeString(lack);
    }
    json.writeEndArray();
  }
}
