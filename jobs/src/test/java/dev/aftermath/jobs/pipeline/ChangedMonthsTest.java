package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.testing.SparkTest;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("A table that is computed whole and written where it changed")
class ChangedMonthsTest {
  private static final TableSpec SEEN = TableSpec.silver("seen", "id STRING NOT NULL", "id");
  private static final TableSpec TABLE =
      TableSpec.silver(
              "told", "id STRING NOT NULL, text STRING, at TIMESTAMP, month STRING NOT NULL", "id")
          .byMonth();
  private static final String APRIL = "('a', 'one', '2026-04-01 10:00:00', '2026-04')";
  private static final String MAY = "('b', 'two', '2026-05-02 10:00:00', '2026-05')";

  @TempDir Path folder;
  private Lake lake;
  private int times;

  @BeforeEach
  void first(SparkSession spark) {
    lake = Lake.at(spark, folder.toString());
    run(APRIL, MAY);
  }

  @Test
  @DisplayName("has files of a month written anew when a row of it was added, and names the day")
  void added() {
    List<String> april = files("2026-04");
    List<String> may = files("2026-05");

    run(APRIL, MAY, "('c', 'three', '2026-05-03 11:00:00', '2026-05')");

    assertThat(rows()).containsExactly("a one", "b two", "c three");
    assertThat(files("2026-04")).isEqualTo(april);
    assertThat(files("2026-05")).doesNotContainAnyElementsOf(may);
    assertThat(days()).isEqualTo(Days.parse("2026-05-03"));
  }

  @Test
  @DisplayName("names both days when a row moved to another month")
  void moved() {
    run(APRIL, "('b', 'two', '2026-06-30 10:00:00', '2026-06')");

    assertThat(rows()).containsExactly("a one", "b two");
    assertThat(files("2026-05")).isEmpty();
    assertThat(days()).isEqualTo(Days.parse("2026-05-02,2026-06-30"));
  }

  @Test
  @DisplayName("has a month without instants written too, of which no day can be named")
  void unknown() {
    run(APRIL, MAY, "('c', 'three', null, 'unknown')");
    run(APRIL, MAY, "('c', 'four', null, 'unknown')");

    assertThat(rows()).containsExactly("a one", "b two", "c four");
    assertThat(days()).isEqualTo(Days.none());
  }

  @Test
  @DisplayName("gets no commit when its rows are what they were, though its inputs changed")
  void same() {
    long before = lake.newest(TABLE).map(Commit::version).orElseThrow();

    run(MAY, APRIL);

    assertThat(lake.newest(TABLE).map(Commit::version)).contains(before);
  }

  private void run(String... rows) {
    times++;
    Step seen =
        new Step(
            SEEN,
            List.of(),
            String.valueOf(times),
            it -> it.spark().sql("SELECT CAST('" + times + "' AS STRING) AS id"));
    Step told =
        new Step(
            TABLE,
            List.of(SEEN),
            "",
            null,
            new ChangedMonths(
                "at",
                it ->
                    it.spark()
                        .sql(
                            "SELECT id, text, CAST(at AS TIMESTAMP) AS at, month FROM VALUES "
                                + String.join(", ", rows)
                                + " AS t(id, text, at, month)")));
    new Pipeline(lake, "run", Progress.silent()).run(List.of(seen, told));
  }

  private List<String> rows() {
    return lake.read(TABLE).orderBy("id").collectAsList().stream()
        .map(row -> row.getString(0) + " " + row.getString(1))
        .toList();
  }

  private Days days() {
    Days days = lake.newest(TABLE).orElseThrow().note().days();
    return days == null ? Days.parse("1970-01-01") : days;
  }

  private List<String> files(String month) {
    return Stream.of(lake.read(TABLE).inputFiles())
        .filter(file -> file.contains("month=" + month))
        .sorted()
        .toList();
  }
}
