package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which deployments there really were, a line for each that an export tells of. */
final class DeliveryTruth {
  private DeliveryTruth() {}

  static void write(Path file, World world) throws IOException {
    long end = world.settings().end().getEpochSecond();
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (Week week : world.weeks()) {
        world.visitChanges(
            week,
            Visit.writing(
                change -> {
                  if (change.isRelease() && change.closedSecond() < end) {
                    line(json, change);
                  }
                }));
      }
      json.writeRaw('\n');
    }
  }

  private static void line(JsonGenerator json, Deployment change) throws IOException {
    json.writeStartObject();
    json.writeStringField("system", change.service().recorder().system());
    json.writeStringField("key", change.key());
    json.writeStringField("service", change.service().name());
    json.writeStringField("started_at", Json.instant(change.startSecond()));
    json.writeStringField("ended_at", Json.instant(change.endSecond()));
    Json.moment(
        json,
        "committed_at",
        change.isChangeRequest() ? ChangeContract.of(change).committedSecond() : null);
    json.writeBooleanField("repairs", change.kind() == Deployment.Kind.REPAIR);
    json.writeEndObject();
  }
}
