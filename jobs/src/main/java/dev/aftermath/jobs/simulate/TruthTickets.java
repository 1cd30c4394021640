package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.aftermath.jobs.simulate.Ticket.Change;
import dev.aftermath.jobs.simulate.Ticket.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of a ticket as its weekly exports had told it when the world ended. They show how it
 * stood at the end of each week it changed in, so that of some things only that much is known.
 */
final class TruthTickets {
  private TruthTickets() {}

  /** A ticket as it stood at a moment. */
  private record Standing(
      State state,
      int changeCount,
      @Nullable Long resolvedSecond,
      @Nullable Long closedSecond,
      int reopenedCount,
      long asOfSecond) {

    static Standing of(Ticket ticket, long asOf) {
      State state = State.NEW;
      int changes = -1;
      Long resolved = null;
      Long closed = null;
      int reopened = 0;
      for (Change change : ticket.changes()) {
        if (change.second() >= asOf) {
          break;
        }
        reopened += state == State.RESOLVED && change.state() == State.IN_PROGRESS ? 1 : 0;
        state = change.state();
        changes++;
        if (state == State.RESOLVED) {
          resolved = change.second();
        } else if (!state.isActive()) {
          closed = change.second();
        } else {
          resolved = null;
        }
      }
      return new Standing(state, changes, resolved, closed, reopened, asOf);
    }

    boolean isOver() {
      return resolvedSecond != null || closedSecond != null;
    }

    /** Whether it was within its time when it ended, or still was at that moment. */
    boolean isInTime(Ticket ticket) {
      long until =
          resolvedSecond != null
              ? resolvedSecond
              : closedSecond != null ? closedSecond : asOfSecond;
      return until - ticket.openedSecond() <= ticket.slaSeconds();
    }
  }

  /** Writes nothing but null of a ticket that was in no export yet. */
  static void write(JsonGenerator json, Ticket ticket, List<Week> weeks) throws IOException {
    List<Standing> told = new ArrayList<>();
    for (Week week : weeks) {
      if (ticket.changedIn(week)) {
        told.add(Standing.of(ticket, week.endSecond()));
      }
    }
    json.writeFieldName("ticket_known_at_end");
    if (told.isEmpty()) {
      json.writeNull();
      return;
    }
    Standing last = told.get(told.size() - 1);
    boolean wasOver = told.stream().anyMatch(Standing::isOver);
    Deployment cause =
        told.stream().anyMatch(it -> it.resolvedSecond() != null) ? ticket.causedBy() : null;
    json.writeStartObject();
    json.writeBooleanField("open", !last.isOver());
    Json.moment(json, "left_new_at", leftNewSecond(ticket, told));
    Json.moment(json, "resolved_at", last.resolvedSecond());
    Json.moment(json, "closed_at", last.closedSecond());
    json.writeNumberField("reopened", last.reopenedCount());
    Json.moment(json, "impact_start_at", wasOver ? ticket.impactStartSecond() : null);
    Json.moment(json, "mitigated_at", wasOver ? ticket.mitigatedSecond() : null);
    Json.string(json, "change", cause == null ? null : cause.number());
    json.writeNumberField(
        "reassignments", last.state() == State.NEW ? 0 : ticket.reassignmentCount());
    json.writeBooleanField("made_sla", last.isInTime(ticket));
    json.writeObjectField("major", ticket.priority() > 2 ? null : ticket.priority() == 1);
    json.writeEndObject();
  }

  /**
   * Known where an export shows the ticket right after its first change; one export alone shows no
   * leaving.
   */
  private static @Nullable Long leftNewSecond(Ticket ticket, List<Standing> told) {
    boolean isSeen = told.size() > 1 && told.stream().anyMatch(it -> it.changeCount() == 1);
    return isSeen ? ticket.changes().get(1).second() : null;
  }
}
