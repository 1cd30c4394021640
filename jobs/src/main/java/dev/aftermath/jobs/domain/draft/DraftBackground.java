package dev.aftermath.jobs.domain.draft;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What stands around an incident: changes before it, similar ones, findings, and the tables. */
final class DraftBackground {
  private static final List<String> SEVERITIES = List.of("high", "medium", "low");

  private DraftBackground() {}

  /** That something came before does not make it the cause. */
  static DraftSection changes(Dossier dossier) {
    List<LakeRow> changes = dossier.all("changes");
    LakeRow attribution = dossier.only("incident_attributions");
    String reason = attribution == null ? "" : attribution.name("reason");
    return DraftSection.of(
        "Preceded by",
        List.of(
            changes.isEmpty()
                ? "No change is linked to the incident."
                : "That a change came before says nothing of what it did."),
        new DraftTable(
            List.of("Began", "Ended", "Change", "Type", "Linked by", "Source"),
            changes.stream()
                .map(
                    change ->
                        List.of(
                            Told.time(change.instant("start_at")),
                            Told.time(change.instant("end_at")),
                            nameOf(change),
                            Told.words(change.text("change_type")),
                            linkedBy(dossier, change, reason),
                            change.name("system") + " " + change.name("change_key")))
                .toList()));
  }

  private static String linkedBy(Dossier dossier, LakeRow change, String reason) {
    LakeRow attribution = dossier.only("incident_attributions");
    String deployment = attribution == null ? null : attribution.text("deployment_key");
    boolean isAttributed =
        deployment != null
            && deployment.startsWith(change.name("system") + ":" + change.name("change_key") + ":");
    return isAttributed && attribution != null
        ? Told.words(attribution.text("rule")) + ", " + reason
        : "the record of the incident names it";
  }

  /** What people call a change. */
  static String nameOf(LakeRow change) {
    return String.join(
        ", ",
        Stream.of(change.text("number"), change.text("title")).filter(Objects::nonNull).toList());
  }

  static DraftSection similar(Dossier dossier) {
    List<LakeRow> suggestions = dossier.all("incident_suggestions");
    return DraftSection.of(
        "Similar incidents",
        List.of(
            suggestions.isEmpty()
                ? "None was found."
                : "These are suggestions to look at, by what people wrote; nothing is counted by"
                    + " them."),
        new DraftTable(
            List.of(
                "Incident", "Opened", "Title", "What was written of its cause", "Why", "Source"),
            suggestions.stream()
                .map(
                    row ->
                        List.of(
                            dossier.nameOf(row.name("suggested_incident_id")),
                            Told.time(row.instant("suggested_opened_at")),
                            row.name("suggested_title"),
                            Told.text(row.text("suggested_cause_text")),
                            row.name("reason"),
                            "incident_suggestions"))
                .toList()));
  }

  static DraftSection findings(Dossier dossier) {
    List<LakeRow> findings =
        dossier.all("contract_findings").stream()
            .sorted(Comparator.comparingInt(row -> SEVERITIES.indexOf(row.name("severity"))))
            .toList();
    return DraftSection.of(
        "Contract findings",
        List.of(
            findings.isEmpty()
                ? "No rule of the contract of operations is broken."
                : Told.count(findings.size(), "rule")
                    + " of the contract of operations "
                    + (findings.size() == 1 ? "is" : "are")
                    + " broken."),
        new DraftTable(
            List.of("Severity", "Rule", "What is wrong", "Source"),
            findings.stream()
                .map(
                    row ->
                        List.of(
                            row.name("severity"),
                            row.name("rule_text"),
                            row.name("reason"),
                            "contract_findings " + row.name("rule")))
                .toList()));
  }

  static DraftSection sources(Dossier dossier) {
    return DraftSection.of(
        "Sources",
        List.of(
            "Times and figures are as of " + Told.time(dossier.asOf()) + " UTC.",
            "The tables were read in these versions."),
        new DraftTable(
            List.of("Table", "Version", "Written"),
            dossier.versions().stream()
                .map(
                    table ->
                        List.of(
                            table.table(),
                            String.valueOf(table.version()),
                            Told.time(table.writtenAt())))
                .toList()));
  }
}
