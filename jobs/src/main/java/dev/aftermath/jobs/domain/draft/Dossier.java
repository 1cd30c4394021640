package dev.aftermath.jobs.domain.draft;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that the tables tell of one incident, all of it from one state of the lake. */
public final class Dossier {
  /** By what the rows of a table are sorted. */
  private static final Map<String, Comparator<LakeRow>> ORDERS =
      Map.of(
          "alerts",
          LakeRow.by("started_at", "system", "fingerprint"),
          "changes",
          LakeRow.by("start_at", "system", "change_key", "service"),
          "budget_attribution",
          LakeRow.by("slo", "group_key", "objective", "window", "window_start", "window_end"),
          "paperwork_gaps",
          LakeRow.by("slo", "group_key", "objective"),
          "cause_members",
          LakeRow.by("opened_at", "incident_id"),
          "incident_suggestions",
          LakeRow.by("rank"),
          "action_item_status",
          LakeRow.by("due_at", "source", "postmortem_key", "position"),
          "contract_findings",
          LakeRow.by("severity", "rule"),
          "postmortems",
          LakeRow.by("source", "postmortem_key"));

  private final Instant asOf;
  private final LakeRow facts;
  private final Map<String, List<LakeRow>> rows;
  private final Duration episodeGap;
  private final List<TableVersion> versions;

  private Dossier(
      Instant asOf,
      LakeRow facts,
      Map<String, List<LakeRow>> rows,
      Duration episodeGap,
      List<TableVersion> versions) {
    this.asOf = asOf;
    this.facts = facts;
    this.rows = rows;
    this.episodeGap = episodeGap;
    this.versions = List.copyOf(versions);
  }

  /**
   * The dossier of an incident.
   *
   * @param asOf the evaluation that the tables are as of
   * @param facts its row of {@code incident_facts}
   * @param others the rows of other tables that concern it, in any order, and those of {@code
   *     incident_facts} of other incidents that are spoken of
   * @param episodeGap incidents of one cause that were opened no further apart are one episode
   */
  public static Dossier of(
      Instant asOf,
      LakeRow facts,
      List<LakeRow> others,
      Duration episodeGap,
      List<TableVersion> versions) {
    Map<String, List<LakeRow>> rows = new HashMap<>();
    others.forEach(row -> rows.computeIfAbsent(row.table(), it -> new ArrayList<>()).add(row));
    ORDERS.forEach((table, order) -> rows.getOrDefault(table, new ArrayList<>()).sort(order));
    return new Dossier(asOf, facts, rows, episodeGap, versions);
  }

  LakeRow facts() {
    return facts;
  }

  String incidentId() {
    return facts.name("incident_id");
  }

  /** The rows of a table. */
  List<LakeRow> all(String table) {
    return rows.getOrDefault(table, List.of());
  }

  /** The row of a table that has at most one about an incident; null where there is none. */
  @Nullable LakeRow only(String table) {
    List<LakeRow> all = all(table);
    return all.isEmpty() ? null : all.get(0);
  }

  /** Its row of {@code cause_members}; null where it was put down to no cause. */
  @Nullable LakeRow member() {
    return all("cause_members").stream()
        .filter(row -> row.name("incident_id").equals(incidentId()))
        .findFirst()
        .orElse(null);
  }

  /** The incidents of the same cause that were opened before it, the oldest first. */
  List<LakeRow> earlierMembers() {
    Instant opened = facts.instant("opened_at");
    return all("cause_members").stream()
        .filter(row -> !row.name("incident_id").equals(incidentId()))
        .filter(row -> opened != null && isBefore(row.instant("opened_at"), opened))
        .toList();
  }

  private static boolean isBefore(@Nullable Instant at, Instant limit) {
    return at != null && at.isBefore(limit);
  }

  Duration episodeGap() {
    return episodeGap;
  }

  List<TableVersion> versions() {
    return versions;
  }

  /**
   * What people call another incident: its ticket, or else its page; its id where neither is known.
   */
  String nameOf(String incidentId) {
    for (LakeRow other : all("incident_facts")) {
      if (other.name("incident_id").equals(incidentId)) {
        String ticket = other.text("servicenow_number");
        String page = other.text("pagerduty_number");
        return ticket != null ? ticket : page != null ? "page #" + page : incidentId;
      }
    }
    return incidentId;
  }

  /** The evaluation that the tables are as of. */
  Instant asOf() {
    return asOf;
  }

  /** When the trouble was over as far as is known, or else the evaluation. */
  Instant end() {
    Instant restored = facts.instant("restored_at");
    Instant settled = facts.instant("settled_at");
    Instant end = restored == null ? settled : restored;
    return end == null || end.isAfter(asOf()) ? asOf() : end;
  }
}
