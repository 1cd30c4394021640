package dev.aftermath.jobs.domain.draft;

import dev.aftermath.jobs.domain.postmortem.Document.Property;
import dev.aftermath.jobs.domain.postmortem.IncidentReferences;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The draft of a postmortem: what the tables tell of an incident, each line with its source, what
 * they do not tell as questions, and the sections that only people can write.
 *
 * @param asOf the evaluation that the tables are as of
 * @param properties what the postmortem states beside its text; an empty value is for people to
 *     fill in
 */
public record PostmortemDraft(
    String incidentId,
    Instant asOf,
    String title,
    List<Property> properties,
    List<DraftSection> sections) {
  /** Takes copies. */
  public PostmortemDraft {
    properties = List.copyOf(properties);
    sections = List.copyOf(sections);
  }

  /** Drafts from what is known of an incident. */
  public static PostmortemDraft of(Dossier dossier) {
    List<TimelineLine> timeline = DraftTimeline.of(dossier);
    List<DraftSection> sections = new ArrayList<>();
    sections.add(DraftSummary.of(dossier));
    sections.add(DraftImpact.of(dossier));
    sections.add(DraftImpact.budgets(dossier).asPart());
    sections.add(DraftDetection.of(dossier));
    sections.add(DraftTimeline.section(timeline));
    sections.add(DraftBackground.changes(dossier));
    sections.add(OpenQuestions.of(dossier, timeline));
    sections.add(
        DraftSection.toWrite(
            "Root cause", "What was wrong, so that this could happen? One sentence first."));
    sections.add(DraftSection.toWrite("Trigger", "What set it off at that moment?"));
    sections.add(
        DraftSection.toWrite(
            "Lessons", "What went well, what did not, and where was it only luck?"));
    sections.add(
        DraftSection.toWrite(
            "Action items",
            "One line each: - [ ] what, owner: team, due 2026-12-31, and its ticket."));
    sections.add(DraftCause.of(dossier));
    sections.add(DraftCause.episodes(dossier).asPart());
    sections.add(DraftCause.owed(dossier).asPart());
    sections.add(DraftBackground.similar(dossier));
    sections.add(DraftBackground.findings(dossier));
    sections.add(DraftBackground.sources(dossier));
    return new PostmortemDraft(
        dossier.incidentId(), dossier.asOf(), title(dossier), properties(dossier), sections);
  }

  private static String title(Dossier dossier) {
    String title = dossier.facts().text("title");
    return title == null || title.isBlank() ? "Incident " + reference(dossier.facts()) : title;
  }

  private static List<Property> properties(Dossier dossier) {
    LakeRow facts = dossier.facts();
    List<Property> properties = new ArrayList<>();
    add(properties, "status", "draft");
    add(properties, "incident", reference(facts));
    add(properties, "service", facts.text("service"));
    add(properties, "tenant", facts.text("tenant"));
    add(properties, "priority", facts.text("priority"));
    add(properties, "incident start", instant(facts.instant("impact_start_at")));
    add(properties, "incident end", instant(facts.instant("restored_at")));
    add(properties, "timezone", "UTC");
    add(properties, "data as of", instant(dossier.asOf()));
    for (String ofPeople : List.of("author", "approved by", "completed")) {
      add(properties, ofPeople, "");
    }
    return properties;
  }

  private static void add(List<Property> properties, String name, @Nullable String value) {
    if (value != null) {
      properties.add(new Property(name, value, properties.size() + 1));
    }
  }

  private static @Nullable String instant(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The ticket's number, which people know; our own id where there is none. */
  private static String reference(LakeRow facts) {
    String number = facts.text("servicenow_number");
    return number != null && IncidentReferences.isReadable(number)
        ? number
        : facts.name("incident_id");
  }
}
