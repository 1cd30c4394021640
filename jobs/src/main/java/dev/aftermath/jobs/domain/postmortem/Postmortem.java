package dev.aftermath.jobs.domain.postmortem;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A postmortem as its document tells it; what the document does not state is null or empty.
 *
 * @param severity as written
 * @param author as written, a person or several
 * @param approver likewise
 * @param startedAt when the incident began, as stated beside the text
 * @param completedAt when the postmortem was finished; the end of the day where a date is stated
 * @param lines on which line each section begins, whether or not anything is written in it
 */
public record Postmortem(
    @Nullable String id,
    @Nullable String title,
    @Nullable String service,
    @Nullable String tenant,
    @Nullable String severity,
    @Nullable String status,
    @Nullable String summary,
    @Nullable String impact,
    @Nullable String trigger,
    @Nullable String detection,
    Cause cause,
    List<TimelineEntry> timeline,
    List<ActionItem> actionItems,
    IncidentReferences incidents,
    @Nullable String author,
    @Nullable String approver,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant completedAt,
    @Nullable Instant updatedAt,
    Map<PostmortemSection, Integer> lines) {

  /**
   * Reads a document.
   *
   * @param declared the zone of times where the document states none; null without one
   */
  public static Postmortem of(Document document, @Nullable ZoneId declared) {
    Outline outline = Outline.of(document);
    TimelineClock clock = TimelineClock.of(outline, declared);
    Instant startedAt = clock.instant(outline.detail(Detail.STARTED_AT));
    Instant endedAt = clock.instant(outline.detail(Detail.ENDED_AT));
    Instant completedAt = clock.endOf(outline.detail(Detail.COMPLETED_AT));
    Instant updatedAt = clock.endOf(outline.detail(Detail.UPDATED_AT));
    String title = outline.detail(Detail.TITLE);
    return new Postmortem(
        outline.detail(Detail.ID),
        title == null ? outline.title() : title,
        outline.detail(Detail.SERVICE),
        outline.detail(Detail.TENANT),
        outline.detail(Detail.SEVERITY),
        outline.detail(Detail.STATUS),
        text(outline, PostmortemSection.SUMMARY),
        text(outline, PostmortemSection.IMPACT),
        text(outline, PostmortemSection.TRIGGER),
        text(outline, PostmortemSection.DETECTION),
        Cause.of(outline),
        Timeline.of(outline, clock),
        ActionItems.of(outline),
        IncidentReferences.of(outline),
        outline.detail(Detail.AUTHOR),
        outline.detail(Detail.APPROVER),
        startedAt,
        endedAt,
        completedAt,
        updatedAt,
        lines(outline));
  }

  /** Whether nothing is written in any section: a template, or another kind of document. */
  public boolean isBlank() {
    boolean hasText =
        Stream.of(summary, impact, trigger, detection, cause.sentence()).anyMatch(it -> it != null);
    boolean hasEntries = timeline.stream().anyMatch(entry -> !"placeholder".equals(entry.flaw()));
    return !hasText && !hasEntries && actionItems.isEmpty();
  }

  /** The sections that the document has, a line each: name and line number. */
  public String sections() {
    return String.join(
        "\n",
        lines.entrySet().stream()
            .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
            .toList());
  }

  private static @Nullable String text(Outline outline, PostmortemSection section) {
    String text = Sentences.text(outline.section(section));
    return text.isEmpty() ? null : text;
  }

  private static Map<PostmortemSection, Integer> lines(Outline outline) {
    Map<PostmortemSection, Integer> lines = new EnumMap<>(PostmortemSection.class);
    Arrays.stream(PostmortemSection.values())
        .forEach(
            section ->
                Optional.ofNullable(outline.line(section))
                    .ifPresent(line -> lines.put(section, line)));
    return lines;
  }
}
