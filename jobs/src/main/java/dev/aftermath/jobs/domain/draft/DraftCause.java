package dev.aftermath.jobs.domain.draft;

import dev.aftermath.jobs.domain.cause.Episode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether it was seen before: the registered cause, its earlier episodes, and what is owed. */
final class DraftCause {
  /** The newest episodes tell most; the first sentence tells how many there were. */
  private static final int MOST_EPISODES = 10;

  private DraftCause() {}

  static DraftSection of(Dossier dossier) {
    List<List<String>> rows = new ArrayList<>();
    LakeRow member = dossier.member();
    LakeRow cause = dossier.only("causes");
    if (member != null) {
      add(rows, "Registered as", member.text("cause_id"), "cause_members");
      String edge = member.text("edge");
      String decision = member.text("decision");
      add(
          rows,
          "Put there by",
          decision == null
              ? Told.words(edge) + ", " + member.text("evidence")
              : "a human's decision, " + Told.words(decision),
          "cause_members");
    }
    if (cause != null) {
      add(rows, "Called", cause.text("label"), "causes, by " + cause.text("label_source"));
      add(rows, "How it stands", Told.words(cause.text("status")), "causes.status");
      add(rows, "Trend", Told.words(cause.text("trend")), "causes.trend");
      add(rows, "Fixed, somebody said", Told.time(cause.instant("fixed_at")), "causes.fixed_at");
      add(rows, "Came back", Told.time(cause.instant("came_back_at")), "causes.came_back_at");
    }
    LakeRow label = dossier.only("cause_labels");
    if (label != null) {
      add(rows, "Words suggest, set off by", suggested(label, "trigger"), "cause_labels");
      add(rows, "Words suggest, what was wrong", suggested(label, "root_cause"), "cause_labels");
    }
    return DraftSection.of(
        "Seen before",
        List.of(sentence(dossier, member)),
        new DraftTable(List.of("What", "Value", "Source"), rows));
  }

  private static String sentence(Dossier dossier, @Nullable LakeRow member) {
    if (member == null) {
      return "It is not registered with others of its kind, since only counted incidents are.";
    }
    int before = episodesBefore(dossier).size();
    return before == 0
        ? "No earlier episode of it is registered."
        : Told.count(before, "earlier episode")
            + " of it "
            + (before == 1 ? "is" : "are")
            + " registered.";
  }

  /** Null where nothing speaks for any value. */
  private static @Nullable String suggested(LakeRow label, String column) {
    String value = label.text(column);
    if (value == null || value.equals("unknown")) {
      return null;
    }
    List<String> words = label.texts(column + "_words");
    return Told.words(value)
        + ", by "
        + label.text(column + "_source")
        + (words.isEmpty() ? "" : ": " + String.join(", ", words));
  }

  /** The earlier episodes, the newest first. */
  static DraftSection episodes(Dossier dossier) {
    List<LakeRow> members = dossier.earlierMembers();
    List<Episode> episodes = new ArrayList<>(episodesBefore(dossier));
    Collections.reverse(episodes);
    List<String> sentences = new ArrayList<>();
    if (episodes.size() > MOST_EPISODES) {
      sentences.add("The newest " + MOST_EPISODES + " of " + episodes.size() + " are shown.");
    } else if (episodes.isEmpty()) {
      sentences.add("There are none.");
    }
    return DraftSection.of(
        "Earlier episodes",
        sentences,
        new DraftTable(
            List.of("Began", "Incidents", "Longest time to resolve", "Source"),
            episodes.stream()
                .limit(MOST_EPISODES)
                .map(episode -> row(episode, members, dossier))
                .toList()));
  }

  private static List<Episode> episodesBefore(Dossier dossier) {
    Instant opened = dossier.facts().instant("opened_at");
    List<Instant> openings =
        dossier.earlierMembers().stream()
            .map(member -> member.instant("opened_at"))
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    return Episode.of(openings, dossier.episodeGap()).stream()
        // What the incident itself still belongs to is no earlier one.
        .filter(
            episode ->
                opened == null || episode.lastAt().plus(dossier.episodeGap()).isBefore(opened))
        .toList();
  }

  private static List<String> row(Episode episode, List<LakeRow> members, Dossier dossier) {
    List<LakeRow> within =
        members.stream()
            .filter(
                member -> {
                  Instant opened = member.instant("opened_at");
                  return opened != null
                      && !opened.isBefore(episode.firstAt())
                      && !opened.isAfter(episode.lastAt());
                })
            .toList();
    Long longest =
        within.stream()
            .map(member -> member.number("time_to_resolve_seconds"))
            .filter(Objects::nonNull)
            .max(Long::compare)
            .orElse(null);
    return List.of(
        Told.time(episode.firstAt()),
        String.join(
            ", ",
            within.stream().map(member -> dossier.nameOf(member.name("incident_id"))).toList()),
        longest == null ? "not known" : Told.duration(longest),
        "cause_members");
  }

  /** What was promised after earlier incidents of the cause and is not done. */
  static DraftSection owed(Dossier dossier) {
    List<LakeRow> items = dossier.all("action_item_status");
    return DraftSection.of(
        "Promised then and not done",
        List.of(
            items.isEmpty()
                ? "Nothing is known to be owed from earlier incidents of its kind."
                : Told.count(items.size(), "promise")
                    + " of earlier postmortems "
                    + (items.size() == 1 ? "is" : "are")
                    + " open."),
        new DraftTable(
            List.of("What", "Due", "Overdue", "After incident", "Ticket", "Source"),
            items.stream().map(DraftCause::owed).toList()));
  }

  private static List<String> owed(LakeRow item) {
    Long overdue = item.number("overdue_days");
    String number = item.text("incident_number");
    return List.of(
        item.name("text"),
        Told.time(item.instant("due_at")),
        overdue == null || !item.is("is_overdue") ? "" : Told.count(overdue, "day"),
        number == null ? Told.text(item.text("incident_id")) : number,
        Told.text(item.text("tracker")),
        item.name("source") + " " + item.name("place"));
  }

  private static void add(
      List<List<String>> rows, String what, @Nullable String value, String source) {
    if (value != null && !value.isBlank()) {
      rows.add(List.of(what, value, source));
    }
  }
}
