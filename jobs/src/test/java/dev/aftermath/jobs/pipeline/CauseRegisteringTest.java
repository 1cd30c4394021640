package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.gold.CauseRegistrations;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The registry of causes")
class CauseRegisteringTest {
  private static final PlatformSettings SETTINGS = PlatformSettings.in(Path.of("../conf"));
  private static final Incident POOL = new Incident("pool", "2026-01-20T10:00:00Z", "Pool 7 empty");
  private static final Incident DISK = new Incident("disk", "2026-02-10T10:00:00Z", "Disk full");
  private static final Incident AGAIN =
      new Incident("again", "2026-03-05T10:00:00Z", "Pool 8 empty");
  private static final Incident LATE = new Incident("late", "2026-01-02T10:00:00Z", "Pool 9 empty");
  private static final Incident SOON = new Incident("soon", "2026-04-02T10:00:00Z", "Disk full");

  /** Everything that is known at the end of some months, a run each. */
  private static final List<Known> RUNS =
      List.of(
          new Known("2026-02-01T00:00:00Z", List.of(POOL)),
          // Of the second no more is told than that it will be.
          new Known("2026-03-01T00:00:00Z", List.of(POOL, DISK, SOON)),
          // One of January comes in March, and an old one is said to belong to another's problem.
          new Known("2026-04-01T00:00:00Z", List.of(POOL, LATE, AGAIN.of("PRB1"), DISK, SOON)),
          new Known("2026-05-01T00:00:00Z", List.of(POOL, LATE, AGAIN.of("PRB1"), DISK, SOON)),
          new Known(
              "2026-05-02T00:00:00Z",
              List.of(POOL, LATE, AGAIN.of("PRB1"), DISK.of("PRB1"), SOON)));

  private static final List<String> ENTRIES =
      List.of(
          "0: pool of pool by leader",
          "1: disk of disk by leader",
          "2: again of pool by template",
          "2: late of pool by template",
          "3: soon of disk by template",
          "4: disk of pool by problem");

  @Test
  @DisplayName("enters the same when it looks at what changed as when it looks at everything")
  void changed(SparkSession spark, @TempDir Path folder) {
    Lake changed = Lake.at(spark, folder.resolve("changed").toString());
    Lake whole = Lake.at(spark, folder.resolve("whole").toString());
    for (Known known : RUNS) {
      run(changed, known, rows -> new ChangedMonths("opened_at", lake -> rows));
      run(whole, known, rows -> task -> task.replace(rows));
    }

    assertThat(entries(changed)).isEqualTo(entries(whole)).containsExactlyElementsOf(ENTRIES);
  }

  @Test
  @DisplayName("goes on with a table that was written before it told whose titles are compared")
  void ofBefore(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    for (Known known : RUNS.subList(0, 2)) {
      run(lake, known, rows -> new ChangedMonths("opened_at", it -> rows));
    }
    writeAsBefore(lake);
    for (Known known : RUNS.subList(2, RUNS.size())) {
      run(lake, known, rows -> new ChangedMonths("opened_at", it -> rows));
    }

    // One version more, so batches have other numbers.
    assertThat(entries(lake).stream().map(it -> it.substring(3)))
        .containsExactlyElementsOf(ENTRIES.stream().map(it -> it.substring(3)).toList());
    assertThat(lake.read(CauseRegistrations.TABLE).where("is_compared").collectAsList())
        .extracting(row -> row.<String>getAs("incident_id"))
        .containsExactlyInAnyOrder("pool", "disk");
  }

  private static void writeAsBefore(Lake lake) {
    TableSpec now = CauseRegistrations.TABLE;
    StructType columns =
        new StructType(
            Stream.of(now.schema().fields())
                .filter(field -> !field.name().equals("is_compared"))
                .toArray(StructField[]::new));
    Dataset<Row> rows = lake.read(now).drop("is_compared").localCheckpoint();
    lake.replace(
        new TableSpec(now.layer(), now.name(), columns, now.key(), List.of()),
        rows,
        lake.newest(now).orElseThrow().note());
  }

  private static void run(Lake lake, Known known, Function<Dataset<Row>, Step.Work> work) {
    List<Row> rows = known.incidents.stream().map(Incident::row).toList();
    Dataset<Row> incidents = lake.spark().createDataFrame(rows, Incidents.TABLE.schema());
    Step given =
        new Step(Incidents.TABLE, List.of(), "", Instant.parse(known.asOf), work.apply(incidents));
    Step registered =
        CauseSteps.of(SETTINGS, new Evaluation(Instant.parse(known.asOf), ZoneOffset.UTC))
            .steps()
            .stream()
            .filter(step -> step.output().equals(CauseRegistrations.TABLE))
            .findFirst()
            .orElseThrow();
    new Pipeline(lake, "run", Progress.silent()).run(List.of(given, registered));
  }

  /** In which batch, who is with whose cause and why. */
  private static List<String> entries(Lake lake) {
    List<Row> rows =
        lake.read(CauseRegistrations.TABLE).orderBy("batch", "incident_id").collectAsList();
    Map<String, String> leaders = new HashMap<>();
    rows.forEach(row -> leaders.putIfAbsent(row.getAs("cause_id"), row.getAs("incident_id")));
    return rows.stream()
        .map(
            row ->
                "%s: %s of %s by %s"
                    .formatted(
                        row.getAs("batch"),
                        row.getAs("incident_id"),
                        leaders.get(row.<String>getAs("cause_id")),
                        row.getAs("edge")))
        .toList();
  }

  private record Known(String asOf, List<Incident> incidents) {}

  private record Incident(String id, String openedAt, String title, @Nullable String problem) {
    Incident(String id, String openedAt, String title) {
      this(id, openedAt, title, null);
    }

    Incident of(String otherProblem) {
      return new Incident(id, openedAt, title, otherProblem);
    }

    Row row() {
      Instant opened = Instant.parse(openedAt);
      List<Object> values = new ArrayList<>();
      Map<String, Object> given =
          Map.of(
              "incident_id",
              id,
              "tenant",
              "acme",
              "service",
              "shop",
              "title",
              title,
              "population",
              "counted",
              "opened_at",
              opened,
              "month",
              openedAt.substring(0, 7),
              "events",
              new Row[] {RowFactory.create(opened, "TRIGGERED", "AUTOMATION", null, "pages")});
      Stream.of(Incidents.TABLE.schema().fields())
          .forEach(
              field ->
                  values.add(
                      field.name().equals("problem_reference")
                          ? problem
                          : given.getOrDefault(field.name(), otherwise(field))));
      return RowFactory.create(values.toArray());
    }

    private static @Nullable Object otherwise(StructField field) {
      if (field.nullable()) {
        return null;
      }
      return field.dataType() instanceof ArrayType
          ? new Object[0]
          : switch (field.dataType().typeName()) {
            case "long" -> 0L;
            case "boolean" -> false;
            default -> "";
          };
    }
  }
}
