package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.draft.Dossier;
import dev.aftermath.jobs.domain.draft.LakeRow;
import dev.aftermath.jobs.domain.draft.PostmortemDraft;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.CauseLabels;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentSuggestions;
import dev.aftermath.jobs.gold.IncidentUpdates;
import dev.aftermath.jobs.gold.PaperworkGaps;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.silver.StakeholderUpdates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the lake tells of an incident, for the draft of a postmortem: four Spark jobs, one to
 * find it, one for what bears its id, one for what that leads to, and one for the names of other
 * incidents; a fifth hands round the incidents of its cause.
 */
public final class PostmortemDrafting {
  private static final String ID = "incident_id";

  /** More earlier incidents of a cause than a draft shows. */
  private static final int MOST_NAMED = 100;

  private static final List<TableSpec> TABLES =
      List.of(
          IncidentFacts.TABLE,
          Incidents.TABLE,
          Alerts.TABLE,
          StakeholderUpdates.TABLE,
          IncidentUpdates.TABLE,
          CustomerNotices.TABLE,
          IncidentAttributions.TABLE,
          Changes.TABLE,
          BudgetAttribution.TABLE,
          PaperworkGaps.TABLE,
          CauseMembers.TABLE,
          CauseSummaries.TABLE,
          CauseLabels.TABLE,
          IncidentSuggestions.TABLE,
          ActionItemStatus.TABLE,
          ContractFindings.TABLE,
          PostmortemDuties.TABLE,
          Postmortems.TABLE);

  private final LakeState lake;
  private final LakeRow facts;
  private final List<LakeRow> rows = new ArrayList<>();

  private PostmortemDrafting(LakeState lake, LakeRow facts) {
    this.lake = lake;
    this.facts = facts;
  }

  /**
   * Drafts the postmortem of an incident.
   *
   * @param incident an id, the number or key of a ticket or page, or a link to one
   * @param publishedBy from the tables as they stood at this instant; null for now
   * @throws UnknownIncidentException when no incident, or more than one, is called so
   * @throws NotPublishedException when there were no such tables yet at the instant
   */
  public static PostmortemDraft of(
      Lake lake, PlatformSettings settings, String incident, @Nullable Instant publishedBy) {
    LakeState state = LakeState.of(lake, TABLES, publishedBy);
    PostmortemDrafting drafting = new PostmortemDrafting(state, NamedIncident.in(state, incident));
    drafting.readOfIncident();
    drafting.readFurther();
    drafting.readNames();
    return PostmortemDraft.of(
        Dossier.of(
            state.asOf(IncidentFacts.TABLE),
            drafting.facts,
            drafting.rows,
            CauseSteps.rules(settings).episodeGap(),
            state.versions()));
  }

  private void readOfIncident() {
    Column isIt = col(ID).equalTo(facts.name(ID));
    LakeRows wanted = LakeRows.none();
    for (TableSpec table :
        List.of(
            Incidents.TABLE,
            Alerts.TABLE,
            IncidentUpdates.TABLE,
            IncidentAttributions.TABLE,
            BudgetAttribution.TABLE,
            PaperworkGaps.TABLE,
            CauseMembers.TABLE,
            CauseLabels.TABLE,
            IncidentSuggestions.TABLE,
            PostmortemDuties.TABLE)) {
      wanted.and(table, lake.read(table).where(isIt));
    }
    wanted
        .and(
            Postmortems.TABLE,
            lake.read(Postmortems.TABLE)
                .where(isIt.or(array_contains(col("other_incident_ids"), facts.name(ID)))))
        .and(
            ContractFindings.TABLE,
            lake.read(ContractFindings.TABLE)
                .where(col("subject").isin("incident", "update", "postmortem_duty"))
                .where(col("subject_key").equalTo(facts.name(ID))));
    String ticket = facts.text("servicenow_key");
    if (ticket != null) {
      wanted.and(
          StakeholderUpdates.TABLE,
          lake.read(StakeholderUpdates.TABLE)
              .where(col("incident_key").equalTo(ticket).and(col("system").equalTo("servicenow"))));
    }
    rows.addAll(wanted.collect());
  }

  private void readFurther() {
    LakeRows wanted = LakeRows.none();
    only(IncidentUpdates.TABLE)
        .filter(row -> row.text("notice_key") != null)
        .ifPresent(
            row ->
                wanted.and(
                    CustomerNotices.TABLE,
                    lake.read(CustomerNotices.TABLE)
                        .where(col("source").eqNullSafe(lit(row.text("notice_source"))))
                        .where(col("notice_key").equalTo(row.text("notice_key")))));
    linkedChanges()
        .ifPresent(isLinked -> wanted.and(Changes.TABLE, lake.read(Changes.TABLE).where(isLinked)));
    Optional<LakeRow> member = only(CauseMembers.TABLE);
    if (member.isPresent()) {
      String cause = member.get().name("cause_id");
      Dataset<Row> others =
          lake.read(CauseMembers.TABLE)
              .where(col("cause_id").equalTo(cause).and(col(ID).notEqual(facts.name(ID))));
      wanted
          .and(
              CauseSummaries.TABLE,
              lake.read(CauseSummaries.TABLE).where(col("cause_id").equalTo(cause)))
          .and(
              CauseMembers.TABLE,
              others.where(col("opened_at").leq(lit(member.get().instant("opened_at")))))
          .and(
              ActionItemStatus.TABLE,
              lake.read(ActionItemStatus.TABLE)
                  .where(col("state").equalTo("open"))
                  .join(others.select(ID), new String[] {ID}, "left_semi"));
    }
    rows.addAll(wanted.collect());
  }

  /** Other incidents that the draft speaks of are called by the numbers that people know. */
  private void readNames() {
    Stream<String> suggested =
        all(IncidentSuggestions.TABLE).map(row -> row.name("suggested_incident_id"));
    Stream<String> newest =
        all(CauseMembers.TABLE)
            .sorted(
                Comparator.comparing(
                    (LakeRow row) -> row.instant("opened_at"),
                    Comparator.nullsFirst(Comparator.<Instant>naturalOrder()).reversed()))
            .limit(MOST_NAMED)
            .map(row -> row.name(ID));
    Object[] named = Stream.concat(suggested, newest).distinct().toArray();
    if (named.length > 0) {
      rows.addAll(
          LakeRows.none()
              .and(IncidentFacts.TABLE, lake.read(IncidentFacts.TABLE).where(col(ID).isin(named)))
              .collect());
    }
  }

  /** The deployment that it is put down to, and the change that its record names. */
  private Optional<Column> linkedChanges() {
    Column key =
        concat(
            col("system"),
            lit(":"),
            col("change_key"),
            lit(":"),
            coalesce(col("service"), lit("")));
    Column isAttributed =
        only(IncidentAttributions.TABLE)
            .map(row -> row.text("deployment_key"))
            .map(deployment -> key.equalTo(deployment))
            .orElse(null);
    String reference = facts.text("change_reference");
    Column isNamed =
        reference == null
            ? null
            : col("change_key")
                .equalTo(reference)
                .or(coalesce(col("number"), lit("")).equalTo(reference))
                .or(coalesce(col("internal_id"), lit("")).equalTo(reference));
    return Stream.of(isAttributed, isNamed).filter(Objects::nonNull).reduce(Column::or);
  }

  private Optional<LakeRow> only(TableSpec table) {
    return all(table).findFirst();
  }

  private Stream<LakeRow> all(TableSpec table) {
    return rows.stream().filter(row -> row.table().equals(table.name()));
  }
}
