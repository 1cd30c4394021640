package dev.aftermath.jobs.domain.draft;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How it was noticed: the alerts that led to it. */
final class DraftDetection {
  private DraftDetection() {}

  static DraftSection of(Dossier dossier) {
    return DraftSection.of(
        "Detection",
        sentences(dossier),
        new DraftTable(
            List.of("Began", "Ended", "Alert", "Service", "Linked by", "Source"),
            dossier.all("alerts").stream().map(DraftDetection::row).toList()));
  }

  private static List<String> sentences(Dossier dossier) {
    LakeRow facts = dossier.facts();
    long count = facts.count("alert_count");
    Instant first = facts.instant("first_alert_at");
    Instant opened = facts.instant("opened_at");
    if (count == 0 || first == null) {
      return List.of("No alert is linked to the incident.");
    }
    List<String> sentences = new ArrayList<>();
    sentences.add((count == 1 ? "1 alert is" : count + " alerts are") + " linked to the incident.");
    if (opened != null) {
      sentences.add(
          first.isAfter(opened)
              ? "The first of them began "
                  + Told.between(opened, first)
                  + " after the incident was opened, so something else noticed it."
              : "The first of them began at "
                  + Told.time(first)
                  + ", "
                  + Told.between(first, opened)
                  + " before the incident was opened.");
    }
    return sentences;
  }

  private static List<String> row(LakeRow alert) {
    Instant ended = alert.instant("ended_at");
    return List.of(
        Told.time(alert.instant("started_at")),
        ended == null ? "fires, as far as is known" : Told.time(ended),
        nameOf(alert),
        Told.text(alert.text("service")),
        linkedBy(alert),
        alert.name("system") + " " + alert.name("fingerprint"));
  }

  private static String linkedBy(LakeRow alert) {
    @Nullable String evidence = alert.text("link_evidence");
    String rule = Told.words(alert.text("link_rule"));
    return evidence == null ? rule : rule + ", " + evidence;
  }

  /** What people call an alert. */
  static String nameOf(LakeRow alert) {
    String name = alert.text("name");
    String severity = alert.text("severity");
    return (name == null ? "(no name)" : name) + (severity == null ? "" : " (" + severity + ")");
  }
}
