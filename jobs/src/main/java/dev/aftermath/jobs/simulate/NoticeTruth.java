package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What customers had really been told when the world ended, a line for each notice. */
final class NoticeTruth {
  private NoticeTruth() {}

  static void write(Path file, World world) throws IOException {
    long end = world.settings().end().getEpochSecond();
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (Week week : world.weeks()) {
        world.visit(
            week,
            Visit.writing(
                incident -> {
                  Long told = Telling.of(incident).customerSecond();
                  if (told != null && told < end) {
                    line(json, incident, told, end);
                  }
                }));
      }
      json.writeRaw('\n');
    }
  }

  private static void line(JsonGenerator json, Incident incident, long told, long end)
      throws IOException {
    long ended = StatusPageExport.ended(incident, told);
    json.writeStartObject();
    json.writeStringField("id", Telling.noticeId(incident));
    json.writeStringField("service", incident.service().name());
    json.writeStringField("since", Json.instant(incident.detectedSecond()));
    json.writeStringField("told_at", Json.instant(told));
    Json.moment(json, "ended_at", ended < end ? ended : null);
    json.writeEndObject();
  }
}
