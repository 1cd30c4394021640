package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.aftermath.jobs.simulate.Postmortem.Action;
import dev.aftermath.jobs.simulate.Postmortem.Part;
import dev.aftermath.jobs.simulate.Postmortem.Reference;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A postmortem as Confluence's REST API answers with it, its body in storage format. */
final class PostmortemPage {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Postmortem postmortem;
  private final StringBuilder body = new StringBuilder();

  private PostmortemPage(Postmortem postmortem) {
    this.postmortem = postmortem;
  }

  static void write(JsonGenerator json, Postmortem postmortem) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", postmortem.pageId());
    json.writeStringField("status", "current");
    json.writeStringField("title", postmortem.incident().service().displayName() + " disturbed");
    json.writeObjectFieldStart("version");
    json.writeNumberField("number", 3);
    json.writeStringField("createdAt", Json.instant(postmortem.completedSecond() - 1));
    json.writeEndObject();
    json.writeObjectFieldStart("body");
    json.writeObjectFieldStart("storage");
    json.writeStringField("representation", "storage");
    json.writeStringField("value", new PostmortemPage(postmortem).body());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private String body() {
    Incident incident = postmortem.incident();
    properties();
    heading("Summary");
    String ticket =
        postmortem.reference() == Reference.MENTIONS_TICKET
            ? " The ticket is " + postmortem.ticket().number() + "."
            : "";
    paragraph("Requests to&nbsp;" + incident.service().name() + " failed for some time." + ticket);
    if (postmortem.has(Part.IMPACT)) {
      heading("Impact");
      paragraph("Users of " + incident.tenant().name() + " saw errors.");
    }
    if (postmortem.has(Part.TIMELINE)) {
      timeline();
    }
    if (postmortem.has(Part.CAUSE)) {
      heading("Root cause");
      body.append("<ac:structured-macro ac:name=\"panel\"><ac:rich-text-body>");
      paragraph(escaped(postmortem.cause()));
      body.append("</ac:rich-text-body></ac:structured-macro>");
    }
    heading("Action items");
    if (!postmortem.written().isEmpty()) {
      actions();
    }
    return body.toString();
  }

  private void properties() {
    Incident incident = postmortem.incident();
    body.append("<ac:structured-macro ac:name=\"details\"><ac:rich-text-body><table><tbody>");
    property("Postmortem ID", postmortem.id());
    property("Service", incident.service().name());
    property("Tenant", incident.tenant().name());
    if (postmortem.reference() == Reference.STATES_TICKET) {
      property("Incident", postmortem.ticket().number());
    } else if (postmortem.reference() == Reference.STATES_PAGE && incident.page() != null) {
      String address = "https://example.pagerduty.com/incidents/" + incident.page().id();
      property("Incident", "<a href=\"" + address + "\">page</a>");
    }
    property("Author", user(postmortem.author()));
    if (postmortem.has(Part.APPROVER)) {
      property("Approved by", user(postmortem.approver()));
    }
    property("Started", Json.instant(incident.detectedSecond()));
    property("Completed", time(Postmortem.day(postmortem.completedSecond())));
    property(
        "Status",
        "<ac:structured-macro ac:name=\"status\"><ac:parameter ac:name=\"title\">PUBLISHED"
            + "</ac:parameter></ac:structured-macro>");
    body.append("</tbody></table></ac:rich-text-body></ac:structured-macro>");
  }

  private void timeline() {
    heading("Timeline");
    paragraph(
        "All times in UTC, " + time(Postmortem.day(postmortem.incident().detectedSecond() + 1)));
    body.append("<table><tbody><tr><th>Time (UTC)</th><th>Event</th></tr>");
    entry(postmortem.incident().detectedSecond(), "Noticed");
    entry(postmortem.ticket().openedSecond() + 600, "Somebody looks at it");
    body.append("</tbody></table>");
  }

  private void entry(long second, String event) {
    body.append("<tr><td>")
        .append(MINUTE.format(Instant.ofEpochSecond(second)))
        .append("</td><td>")
        .append(event)
        .append("</td></tr>");
  }

  private void actions() {
    body.append("<ac:task-list>");
    int id = 1;
    for (Action action : postmortem.written()) {
      body.append("<ac:task><ac:task-id>").append(id++).append("</ac:task-id><ac:task-status>");
      body.append(action.closedOn() == null ? "incomplete" : "complete");
      body.append("</ac:task-status><ac:task-body><span>").append(action.text()).append(", ");
      body.append(action.tracker());
      if (action.owner() != null) {
        body.append(", ").append(user(action.owner()));
      }
      if (action.dueOn() != null) {
        body.append(", due ").append(time(action.dueOn()));
      }
      if (action.closedOn() != null) {
        body.append(", done ").append(time(action.closedOn()));
      }
      body.append("</span></ac:task-body></ac:task>");
    }
    body.append("</ac:task-list>");
  }

  private void heading(String text) {
    body.append("<h2>").append(text).append("</h2>");
  }

  private void paragraph(String text) {
    body.append("<p>").append(text).append("</p>");
  }

  private void property(String name, String value) {
    body.append("<tr><th>").append(name).append("</th><td>").append(value).append("</td></tr>");
  }

  private static String user(Person person) {
    return "<ac:link><ri:user ri:account-id=\"" + person.sysId() + "\" /></ac:link>";
  }

  private static String time(LocalDate day) {
    return "<time datetime=\"" + day + "\" />";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
