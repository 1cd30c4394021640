package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The problem records that there really are, and what came of them, a line for each. */
final class ProblemTruth {
  private ProblemTruth() {}

  static void write(Path file, World world) throws IOException {
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (Problem problem : Problem.in(world)) {
        json.writeStartObject();
        json.writeStringField("number", problem.number());
        json.writeStringField("cause", problem.cause().id());
        json.writeStringField("service", problem.service().name());
        json.writeStringField("tenant", problem.tenant().name());
        Json.moment(json, "resolved_at", problem.resolvedSecond());
        json.writeStringField("resolution", problem.resolution().word());
        json.writeEndObject();
      }
      json.writeRaw('\n');
    }
  }
}
