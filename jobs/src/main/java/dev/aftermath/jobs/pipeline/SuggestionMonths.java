package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.config.SuggestionSettings;
import dev.aftermath.jobs.gold.IncidentLogs;
import dev.aftermath.jobs.gold.IncidentSuggestions;
import dev.aftermath.jobs.gold.TextVectors;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings the suggestions of those months up to date up to whose end something else is known than
 * when they were made: a new week touches its own months only. What changed long ago touches all
 * that came after it, as a table made anew would have it.
 */
final class SuggestionMonths implements Step.Work {
  private final SuggestionSettings settings;

  SuggestionMonths(SuggestionSettings settings) {
    this.settings = settings;
  }

  @Override
  public void bringUpToDate(Task task) {
    Lake lake = task.lake();
    Dataset<Row> facts = CauseLabelSteps.facts(lake);
    Dataset<Row> logs = lake.read(IncidentLogs.TABLE);
    SortedMap<String, String> known = IncidentSuggestions.digests(facts, logs);
    if (known.isEmpty() || !task.isOfThisProgram()) {
      task.replace(rows(lake, facts, logs, known));
      return;
    }
    Map<String, String> made = made(lake);
    SortedMap<String, String> stale = new TreeMap<>(known);
    stale.entrySet().removeIf(month -> month.getValue().equals(made.get(month.getKey())));
    made.keySet().stream()
        .filter(month -> !known.containsKey(month))
        .forEach(month -> stale.put(month, ""));
    if (!stale.isEmpty()) {
      lake.replaceMonths(
          IncidentSuggestions.TABLE, rows(lake, facts, logs, stale), stale.keySet(), task.note());
    }
  }

  private Dataset<Row> rows(
      Lake lake, Dataset<Row> facts, Dataset<Row> logs, SortedMap<String, String> months) {
    return months.isEmpty()
        ? lake.spark().createDataFrame(List.of(), IncidentSuggestions.TABLE.schema())
        : IncidentSuggestions.build(
            facts, logs, lake.read(TextVectors.TABLE), months, settings.rule(), settings.vectors());
  }

  private static Map<String, String> made(Lake lake) {
    Map<String, String> made = new HashMap<>();
    lake.read(IncidentSuggestions.TABLE)
        .select(col(TableSpec.MONTH), col("known_digest"))
        .distinct()
        .collectAsList()
        .forEach(row -> made.put(row.getString(0), row.getString(1)));
    return made;
  }
}
