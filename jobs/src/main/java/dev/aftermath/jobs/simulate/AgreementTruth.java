package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What really became of every SLA that had begun when the world ended. */
final class AgreementTruth {
  private AgreementTruth() {}

  /** Writes one line per SLA; of those that still run not more than that. */
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
    long worldEnd = world.settings().end().getEpochSecond();
    if (agreement.startSecond() >= worldEnd) {
      return;
    }
    Long end = agreement.endSecond();
    Long ended = end == null ? agreement.cancelledSecond() : end;
    boolean runs = ended == null || ended >= worldEnd;
    json.writeStartObject();
    json.writeStringField("ticket", agreement.ticket().number());
    json.writeStringField("definition", agreement.definition());
    json.writeStringField("target", agreement.target().word());
    json.writeStringField("start", Json.instant(agreement.startSecond()));
    json.writeBooleanField("runs", runs);
    if (ended != null && !runs) {
      writeEnd(json, agreement, ended, office);
    }
    json.writeEndObject();
  }

  private static void writeEnd(
      JsonGenerator json, Agreement agreement, long ended, OfficeHours office) throws IOException {
    json.writeStringField("end", Json.instant(ended));
    json.writeBooleanField("cancelled", agreement.endSecond() == null);
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
  }
}
