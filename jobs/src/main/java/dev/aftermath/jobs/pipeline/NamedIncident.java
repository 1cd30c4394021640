package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.upper;

import dev.aftermath.jobs.domain.draft.LakeRow;
import dev.aftermath.jobs.domain.postmortem.IncidentReferences;
import dev.aftermath.jobs.gold.IncidentFacts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/** The incident that a person names, by id, number, key or link. */
final class NamedIncident {
  private static final String ID = "incident_id";
  private static final List<String> NAMES =
      List.of("servicenow_number", "servicenow_key", "pagerduty_number", "pagerduty_key");

  /** Numbers are padded with noughts, which people leave out. */
  private static final String PADDING = "^([A-Z]*)0+";

  private static final int MOST_SHOWN = 5;

  private NamedIncident() {}

  /**
   * Its row of {@link IncidentFacts}; one Spark job, or two when there is none.
   *
   * @throws UnknownIncidentException when there is none, or several are meant
   */
  static LakeRow in(LakeState lake, String word) {
    if (!lake.has(IncidentFacts.TABLE)) {
      throw new UnknownIncidentException(
          "There are no incidents yet. Run 'aftermath compute' first");
    }
    Set<String> meant = IncidentReferences.meantBy(word);
    List<LakeRow> found = rows(lake, col(ID).equalTo(word).or(isNamed(meant)));
    List<LakeRow> exact = found.stream().filter(row -> word.equals(row.name(ID))).toList();
    List<LakeRow> best = exact.isEmpty() ? found : exact;
    if (best.isEmpty()) {
      throw unknown(lake, word, meant);
    }
    if (best.size() > 1) {
      throw new UnknownIncidentException(
          "Several incidents are called \"" + word + "\". Name the id of one of: " + ids(best));
    }
    return best.get(0);
  }

  private static UnknownIncidentException unknown(LakeState lake, String word, Set<String> meant) {
    Optional<String> near =
        meant.stream()
            .map(name -> name.replaceAll(PADDING, "$1"))
            .map(
                name ->
                    NAMES.stream()
                        .map(column -> regexp_replace(upper(col(column)), lit(PADDING), lit("$1")))
                        .map(column -> column.equalTo(name))
                        .reduce(Column::or)
                        .orElse(lit(false)))
            .reduce(Column::or)
            .map(isNear -> rows(lake, isNear))
            .filter(rows -> !rows.isEmpty())
            .map(NamedIncident::ids);
    return new UnknownIncidentException(
        "Unknown incident \""
            + word
            + "\""
            + near.map(ids -> "; did you mean " + ids + "?").orElse("")
            + ". Name an incident_id, the number or key of its ticket or page, or a link to it. See"
            + " the newest with: aftermath query \"SELECT incident_id, servicenow_number,"
            + " pagerduty_number, title FROM incident_facts ORDER BY opened_at DESC LIMIT 20\"");
  }

  private static Column isNamed(Set<String> meant) {
    return NAMES.stream()
        .map(column -> upper(col(column)).isin(meant.toArray()))
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private static List<LakeRow> rows(LakeState lake, Column condition) {
    return LakeRows.none()
        .and(IncidentFacts.TABLE, lake.read(IncidentFacts.TABLE).where(condition))
        .collect();
  }

  private static String ids(List<LakeRow> rows) {
    return rows.stream()
        .map(row -> row.name(ID))
        .sorted()
        .limit(MOST_SHOWN)
        .collect(Collectors.joining(", "));
  }
}
