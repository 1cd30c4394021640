package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What really became of every SLA that had ended when the world did. */
final class AgreementTruth {
  private AgreementTruth() {}

  /** Writes one line per SLA. */
  static void write(Path file, World world) throws IOException {
    OfficeHours office = new OfficeHours(world.settings().zone());
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.setPrettyPrinter(null);
      json.setRootValueSeparator(new SerializedString("\n"));
      for (Week week : world.weeks()) {
        world.visit(
            week,
            Visit.writing(
                incident -> {
                  Ticket ticket = incident.ticket();
                  if (ticket != null) {
                    for (Agreement agreement : Agreement.of(ticket)) {
                      write(json, agreement, office, world);
                    }
                  }
                }));
      }
      json.writeRaw('\n');
    }
  }

  private static void write(
      JsonGenerator json, Agreement agreement, OfficeHours office, World world) throws IOException {
    Long end = agreement.endSecond();
    Long ended = end == null ? agreement.cancelledSecond() : end;
    if (ended == null || ended >= world.settings().end().getEpochSecond()) {
      return;
    }
    json.writeStartObject();
    json.writeStringField("ticket", agreement.ticket().number());
    json.writeStringField("definition", agreement.definition());
    json.writeStringField("target", agreement.target().word());
    json.writeStringField("start", Json.instant(agreement.startSecond()));
    json.writeStringField("end", Json.instant(ended));
    json.writeBooleanField("cancelled", end == null);
    json.writeNumberField("allowed_seconds", agreement.allowedSeconds());
    json.writeNumberField("paused_seconds", agreement.pausedSeconds(ended));
    json.writeNumberField("elapsed_seconds", agreement.elapsedSeconds(ended));
    json.writeNumberField(
        "business_elapsed_seconds",
        agreement.scheduled()
            ? agreement.elapsedSeconds(ended, office)
            : agreement.elapsedSeconds(ended));
    json.writeBooleanField("breached", agreement.isBreached(ended, office));
    json.writeBooleanField("misstated", agreement.isMisstated());
    json.writeEndObject();
  }
}
