package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.aftermath.jobs.simulate.Postmortem.Action;
import dev.aftermath.jobs.simulate.Postmortem.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which incidents ask for a postmortem and what there really is of it, a line for each. */
final class PostmortemTruth {

  private PostmortemTruth() {}

  static void write(Path file, World world) throws IOException {
    long end = world.settings().end().getEpochSecond();
    try (JsonGenerator json = Json.generator(Files.newOutputStream(file))) {
      json.setRootValueSeparator(new SerializedString("\n"));
      for (Week week : world.weeks()) {
        world.visit(
            week,
            Visit.writing(
                incident -> {
                  Ticket ticket = incident.ticket();
                  if (ticket != null && Postmortem.isOwed(incident)) {
                    line(json, ticket, incident, Postmortem.of(incident, end));
                  }
                }));
      }
      json.writeRaw('\n');
    }
  }

  private static void line(
      JsonGenerator json, Ticket ticket, Incident incident, @Nullable Postmortem postmortem)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ticket", ticket.number());
    Json.moment(json, "resolved_at", Postmortem.resolvedSecond(incident));
    json.writeStringField("cause", incident.cause().id());
    json.writeStringField(
        "diligence",
        Diligence.of(incident.cause(), incident.service()).name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("is_written", postmortem != null);
    if (postmortem != null) {
      json.writeStringField("id", postmortem.id());
      json.writeStringField("format", postmortem.format().name().toLowerCase(Locale.ROOT));
      json.writeStringField("reference", postmortem.reference().name().toLowerCase(Locale.ROOT));
      Json.moment(json, "completed_at", postmortem.completedSecond());
      json.writeArrayFieldStart("lacks");
      for (Part part : Part.values()) {
        if (!postmortem.has(part)) {
          json.writeString(part.name().toLowerCase(Locale.ROOT));
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("action_items");
      for (Action action : postmortem.written()) {
        action(json, action);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void action(JsonGenerator json, Action action) throws IOException {
    json.writeStartObject();
    json.writeStringField("tracker", action.tracker());
    json.writeBooleanField("is_owned", action.owner() != null);
    Json.string(json, "due_on", action.dueOn() == null ? null : action.dueOn().toString());
    Json.string(json, "closed_on", action.closedOn() == null ? null : action.closedOn().toString());
    json.writeEndObject();
  }
}
