package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.config.SuggestionSettings;
import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentLogs;
import dev.aftermath.jobs.gold.IncidentSuggestions;
import dev.aftermath.jobs.gold.TextVectors;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The suggestions of a lake")
class SuggestionMonthsTest {
  private static final List<Row> FIRST =
      List.of(
          incident("pool", "acme", "2026-02-10T00:00:00Z", "Connection pool exhausted", "Leak"),
          incident("disk", "acme", "2026-02-20T00:00:00Z", "Disk full", null),
          incident("again", "acme", "2026-03-10T00:00:00Z", "Pool exhausted again", null),
          incident("theirs", "globex", "2026-03-11T00:00:00Z", "Pool exhausted", null));
  private static final Row APRIL =
      incident("april", "acme", "2026-04-10T00:00:00Z", "Pool exhausted by full disk", null);

  @Test
  @DisplayName("are earlier incidents of the same tenant, solved ones first")
  void rows(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());

    run(lake, FIRST, APRIL);

    assertThat(suggestions(lake))
        .extracting(
            it -> it.getAs("incident_id"),
            it -> it.getAs("rank"),
            it -> it.getAs("suggested_incident_id"),
            it -> it.getAs("is_solved"),
            it -> it.getAs("month"))
        .containsExactly(
            tuple("again", 1L, "pool", true, "2026-03"),
            tuple("april", 1L, "pool", true, "2026-04"),
            tuple("april", 2L, "disk", false, "2026-04"),
            tuple("april", 3L, "again", false, "2026-04"));
    assertThat(suggestions(lake).get(0).<String>getAs("reason"))
        .isEqualTo(
            "solved; shares exhausted, pool; no. 1 by recency; no. 1 by words; 28 days before");
  }

  @Test
  @DisplayName("of a month stay as they are when a later month comes, and equal those made at once")
  void laterMonth(SparkSession spark, @TempDir Path folder, @TempDir Path other) {
    Lake lake = Lake.at(spark, folder.toString());
    run(lake, FIRST);
    List<String> march = files(lake, "2026-03");

    run(lake, FIRST, APRIL);

    assertThat(files(lake, "2026-03")).isEqualTo(march).isNotEmpty();
    assertThat(suggestions(lake)).isEqualTo(atOnce(Lake.at(spark, other.toString()), FIRST, APRIL));
  }

  @Test
  @DisplayName("are made anew from the month on in which something else became known")
  void lateCause(SparkSession spark, @TempDir Path folder, @TempDir Path other) {
    Lake lake = Lake.at(spark, folder.toString());
    run(lake, FIRST, APRIL);
    List<Row> known = new ArrayList<>(FIRST);
    known.set(
        1, incident("disk", "acme", "2026-02-20T00:00:00Z", "Disk full", "Nobody exhausted it"));

    run(lake, known, APRIL);

    assertThat(suggestions(lake))
        .isEqualTo(atOnce(Lake.at(spark, other.toString()), known, APRIL))
        .filteredOn(it -> it.getAs("suggested_incident_id").equals("disk"))
        .extracting(it -> it.getAs("incident_id"), it -> it.getAs("is_solved"))
        .containsExactly(tuple("again", true), tuple("april", true));
  }

  @Test
  @DisplayName("go when the incidents of their month go")
  void gone(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    run(lake, FIRST, APRIL);

    run(lake, FIRST);

    assertThat(suggestions(lake))
        .extracting(it -> it.getAs("incident_id"))
        .containsExactly("again");
  }

  @Test
  @DisplayName("are told by the meaning of sentences too where a model is chosen, each text once")
  void meaning(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    List<Row> facts =
        List.of(
            incident("cards", "acme", "2026-02-10T00:00:00Z", "Customers cannot pay", null),
            incident("same", "acme", "2026-02-11T00:00:00Z", "Customers cannot pay", null));
    run(lake, VectorModel.MINILM, facts);

    run(
        lake,
        VectorModel.MINILM,
        Stream.concat(
                facts.stream(),
                Stream.of(incident("asked", "acme", "2026-03-10T00:00:00Z", "Payment fails", null)))
            .toList());

    assertThat(lake.read(TextVectors.TABLE).count()).isEqualTo(2);
    assertThat(suggestions(lake))
        .extracting(
            it -> it.getAs("incident_id"),
            it -> it.getAs("suggested_incident_id"),
            it -> it.getAs("words_place"),
            it -> it.getAs("vectors_place"))
        .containsExactly(
            tuple("asked", "same", null, 1L),
            tuple("asked", "cards", null, 2L),
            tuple("same", "cards", 1L, 1L));
  }

  @Test
  @DisplayName("are told by what was logged too, where it is known")
  void logged(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    run(lake, FIRST, APRIL);
    logged(lake, "disk", "2026-02", "no space");
    logged(lake, "again", "2026-03", "timeout");
    logged(lake, "april", "2026-04", "no space");

    run(lake, FIRST, APRIL);

    assertThat(suggestions(lake))
        .filteredOn(it -> it.getAs("incident_id").equals("april"))
        .extracting(it -> it.getAs("suggested_incident_id"), it -> it.getAs("logs_place"))
        .contains(tuple("disk", 1L), tuple("pool", null));
    assertThat(suggestions(lake))
        .filteredOn(it -> it.getAs("suggested_incident_id").equals("disk"))
        .extracting(it -> it.<String>getAs("reason"))
        .first()
        .asString()
        .contains("no. 1 by logs");
  }

  private static void logged(Lake lake, String incident, String month, String template) {
    lake.append(
        IncidentLogs.TABLE,
        lake.spark()
            .createDataFrame(
                List.of(
                    RowFactory.create(
                        incident,
                        "",
                        Instant.parse(month + "-10T00:00:00Z"),
                        3_600L,
                        new Row[] {RowFactory.create(template, 2L)},
                        month)),
                IncidentLogs.TABLE.schema()),
        "run",
        incident);
  }

  private static List<Row> atOnce(Lake lake, List<Row> facts, Row... more) {
    run(lake, facts, more);
    return suggestions(lake);
  }

  private static void run(Lake lake, List<Row> facts, Row... more) {
    run(lake, VectorModel.NONE, Stream.concat(facts.stream(), Stream.of(more)).toList());
  }

  private static void run(Lake lake, VectorModel model, List<Row> all) {
    Step given =
        new Step(
            IncidentFacts.TABLE,
            List.of(),
            all.toString(),
            it -> it.spark().createDataFrame(all, IncidentFacts.TABLE.schema()));
    Step vectors =
        new Step(
            TextVectors.TABLE,
            List.of(IncidentFacts.TABLE),
            model.name(),
            null,
            new MissingVectors(model));
    Step suggested =
        new Step(
            IncidentSuggestions.TABLE,
            List.of(IncidentFacts.TABLE, IncidentLogs.TABLE, TextVectors.TABLE),
            model.name(),
            null,
            new SuggestionMonths(new SuggestionSettings(SuggestionRule.FIVE, model)));
    new Pipeline(lake, "run", Progress.silent()).run(List.of(given, vectors, suggested));
  }

  private static List<Row> suggestions(Lake lake) {
    return lake.read(IncidentSuggestions.TABLE).orderBy("incident_id", "rank").collectAsList();
  }

  private static List<String> files(Lake lake, String month) {
    return Stream.of(lake.read(IncidentSuggestions.TABLE).inputFiles())
        .filter(file -> file.contains("month=" + month))
        .sorted()
        .toList();
  }

  private static Row incident(
      String id, String tenant, String openedAt, String title, @Nullable String causeText) {
    Map<String, Object> given =
        new HashMap<>(
            Map.of(
                "incident_id",
                id,
                "tenant",
                tenant,
                "title",
                title,
                "population",
                "counted",
                "opened_at",
                Instant.parse(openedAt),
                "open_as_of",
                Instant.parse("2026-05-01T00:00:00Z")));
    given.put("cause_text", causeText);
    return RowFactory.create(
        Stream.of(IncidentFacts.TABLE.schema().fields())
            .map(field -> given.getOrDefault(field.name(), otherwise(field)))
            .toArray());
  }

  private static @Nullable Object otherwise(StructField field) {
    if (field.nullable()) {
      return null;
    }
    return field.dataType() instanceof ArrayType
        ? new String[0]
        : switch (field.dataType().typeName()) {
          case "long" -> 0L;
          case "boolean" -> false;
          default -> "";
        };
  }
}
