package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is on call as {@code GET /oncalls} of PagerDuty shows it, week by week. */
final class OnCallExport {
  private static final String PREFIX = "oncalls";
  private static final int SECOND_IN_LINE = 3;

  private OnCallExport() {}

  /** Writes the turns that touch the week, and the second level, who is on call for good. */
  static void write(Sink sink, World world, Week week, Pages.Envelope envelope) throws IOException {
    try (Pages pages = new Pages(sink, PREFIX, 100, envelope)) {
      for (Rota rota : Rota.all(world)) {
        for (Rota.Turn turn : rota.turns()) {
          if (turn.startSecond() < week.endSecond() && turn.endSecond() > week.startSecond()) {
            write(pages.next(), world, rota.service(), turn.person(), turn);
          }
        }
        Person second = Person.of(rota.service().team(), SECOND_IN_LINE);
        write(pages.next(), world, rota.service(), second, null);
      }
    }
  }

  private static void write(
      JsonGenerator json, World world, Service service, Person person, Rota.@Nullable Turn turn)
      throws IOException {
    json.writeStartObject();
    reference(json, "user", person.id(), person.name());
    if (turn == null) {
      json.writeNullField("schedule");
    } else {
      String id = Seeds.code('P', Seeds.mix(71, service.team()), 7);
      reference(json, "schedule", id, service.team() + " weekly");
    }
    reference(json, "escalation_policy", service.escalationPolicyId(), "Default " + service.team());
    json.writeNumberField("escalation_level", turn == null ? 2 : 1);
    // As the account shows times: with the offset of its zone.
    Json.string(json, "start", turn == null ? null : shown(world, turn.startSecond()));
    Json.string(json, "end", turn == null ? null : shown(world, turn.endSecond()));
    json.writeEndObject();
  }

  private static String shown(World world, long second) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochSecond(second).atZone(world.settings().zone()));
  }

  private static void reference(JsonGenerator json, String field, String id, String summary)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("id", id);
    json.writeStringField("type", field + "_reference");
    json.writeStringField("summary", summary);
    json.writeEndObject();
  }

  /** Writes the stretches between two turns in which nobody is on call at the first level. */
  static void writeTruth(Path file, World world) throws IOException {
    try (JsonGenerator json = TruthExport.open(file)) {
      json.writeStartArray();
      for (Rota rota : Rota.all(world)) {
        List<Rota.Turn> turns = rota.turns();
        for (int i = 1; i < turns.size(); i++) {
          long start = turns.get(i - 1).endSecond();
          long end = turns.get(i).startSecond();
          if (start < end) {
            json.writeStartObject();
            json.writeStringField("escalation_policy", "Default " + rota.service().team());
            json.writeStringField("start", Json.instant(start));
            json.writeStringField("end", Json.instant(end));
            json.writeEndObject();
          }
        }
      }
      json.writeEndArray();
    }
  }
}
