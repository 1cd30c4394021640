package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Postmortem.Action;
import dev.aftermath.jobs.simulate.Postmortem.Part;
import dev.aftermath.jobs.simulate.Postmortem.Reference;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A postmortem as its repository holds it. */
final class PostmortemMarkdown {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PostmortemMarkdown() {}

  static String text(Postmortem postmortem) {
    Incident incident = postmortem.incident();
    StringBuilder text = new StringBuilder("---\n");
    line(text, "id: " + postmortem.id());
    line(text, "service: " + incident.service().name());
    line(text, "tenant: " + incident.tenant().name());
    if (postmortem.reference() == Reference.STATES_TICKET) {
      line(text, "incident: " + postmortem.ticket().number());
    } else if (postmortem.reference() == Reference.STATES_PAGE && incident.page() != null) {
      line(text, "incident: https://example.pagerduty.com/incidents/" + incident.page().id());
    }
    line(text, "author: " + postmortem.author().name());
    if (postmortem.has(Part.APPROVER)) {
      line(text, "approved by: " + postmortem.approver().name());
    }
    line(text, "started: " + Json.instant(incident.detectedSecond()));
    line(text, "completed: " + Json.instant(postmortem.completedSecond()));
    line(text, "---\n\n# " + incident.service().displayName() + " disturbed\n\n## Summary\n");
    line(text, "Requests to " + incident.service().name() + " failed for some time.");
    if (postmortem.reference() == Reference.MENTIONS_TICKET) {
      line(text, "The ticket is " + postmortem.ticket().number() + ".");
    }
    sections(postmortem, text);
    return text.toString();
  }

  private static void sections(Postmortem postmortem, StringBuilder text) {
    Incident incident = postmortem.incident();
    if (postmortem.has(Part.IMPACT)) {
      line(text, "\n## Impact\n\nUsers of " + incident.tenant().name() + " saw errors.");
    }
    if (postmortem.has(Part.TIMELINE)) {
      line(text, "\n## Timeline\n\nAll times in UTC.\n\n| Time | Event |\n| --- | --- |");
      entry(text, incident.detectedSecond(), "Noticed");
      entry(text, postmortem.ticket().openedSecond() + 600, "Somebody looks at it");
    }
    if (postmortem.has(Part.CAUSE)) {
      line(text, "\n## Root cause\n\n" + postmortem.cause());
    }
    line(text, "\n## Action items\n");
    for (Action action : postmortem.written()) {
      line(text, item(action));
    }
  }

  private static void entry(StringBuilder text, long second, String event) {
    line(text, "| " + MINUTE.format(Instant.ofEpochSecond(second)) + " | " + event + " |");
  }

  private static String item(Action action) {
    return "- ["
        + (action.closedOn() == null ? " " : "x")
        + "] "
        + action.text()
        + ", "
        + action.tracker()
        + (action.owner() == null ? "" : ", owner: " + action.owner().name())
        + (action.dueOn() == null ? "" : ", due " + action.dueOn())
        + (action.closedOn() == null ? "" : ", done " + action.closedOn());
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
