package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.kpi.Cohort;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Lasting;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.spark.Micros;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The KPI rows of a segment")
class KpiSegmentTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 8, 31);
  private static final long HOUR = 3_600;
  private static final long WEEK = 7 * 24 * HOUR;

  /** The end of the twelfth week, Monday 23 November. */
  private static final Instant AS_OF = Instant.parse("2026-11-23T00:00:00Z");

  @Test
  @DisplayName("give 44, 100, 40 and 20 hours a mean of 51 hours, and no interval")
  void mean() throws IOException {
    List<Row> rows = rows("mttr", cell(11, "P1", hours(44, 100, 40, 20)));

    assertThat(value(rows, 0, "mean_seconds")).isEqualTo(51.0 * HOUR);
    assertThat(value(rows, 0, "median_seconds")).isEqualTo(42.0 * HOUR);
    assertThat(value(rows, 0, "lower")).isNull();
    assertThat(value(rows, 0, "geometric_mean_lower_seconds")).isNull();
  }

  @Test
  @DisplayName("hold the interval of the median from six incidents on")
  void interval() throws IOException {
    List<Row> rows =
        rows(
            "mttr",
            cell(10, "P1", hours(20, 40)),
            cell(10, "P2", hours(50, 70, 60)),
            cell(11, "P1", hours(80, 10, 30, 20, 40)),
            cell(11, "P2", hours(50, 70, 60)));

    assertThat(value(rows, 0, "lower")).isNull();
    // The eight of the week: 0.9356 of the way from the first to the second.
    assertThat((Double) value(rows, 1, "lower")).isBetween(19.35 * HOUR, 19.36 * HOUR);
    assertThat((Double) value(rows, 1, "upper")).isBetween(70.64 * HOUR, 70.65 * HOUR);
    assertThat(value(rows, 1, "p90_lower_seconds")).isNull();
  }

  @Test
  @DisplayName("mark a week of 60 after weeks of 20, and say what would have been usual")
  void signal() throws IOException {
    List<Told> cells = new ArrayList<>();
    for (int week = 0; week < 12; week++) {
      cells.add(count(week, week == 11 ? 60 : 20));
    }
    List<Row> rows = rows("incident_count", cells.toArray(Told[]::new));

    assertThat(value(rows, 11, "signal_rule")).isEqualTo("week");
    assertThat(value(rows, 11, "signal_direction")).isEqualTo("up");
    assertThat(value(rows, 11, "baseline_week_count")).isEqualTo(10L);
    assertThat((Double) value(rows, 11, "usual_upper")).isBetween(36.0, 42.0);
    assertThat(value(rows, 10, "signal_rule")).isNull();
    assertThat(value(rows, 10, "baseline_week_count")).isEqualTo(9L);
    // The seventh week has five to be compared with, as the first is not one of them.
    assertThat(value(rows, 6, "baseline_week_count")).isEqualTo(0L);
  }

  @Test
  @DisplayName("tell what the longest incident, the mix and the times within did to a mean")
  void change() throws IOException {
    List<Row> rows =
        rows(
            "mttr",
            cell(10, "P1", 100, 100),
            cell(10, "P2", 50, 50, 50, 50, 50, 50, 50, 50),
            cell(11, "P1", 100, 100, 100, 1_000, 100, 100, 100),
            cell(11, "P2", 50, 50, 50, 50));

    assertThat(value(rows, 0, "mean_change_seconds")).isNull();
    assertThat(value(rows, 1, "mean_change_seconds")).isEqualTo(104L);
    assertThat(value(rows, 1, "longest_change_seconds")).isEqualTo(84L);
    assertThat(value(rows, 1, "mix_change_seconds")).isEqualTo(20L);
    assertThat(value(rows, 1, "within_change_seconds")).isEqualTo(0L);
    assertThat(value(rows, 1, "mean_without_longest_seconds")).isEqualTo(80L);
    assertThat(value(rows, 1, "longest_incident_id")).isEqualTo("P1-1000");
  }

  @Test
  @DisplayName("count what was open at a week's end as lasting, until the week it ends in")
  void open() throws IOException {
    long start = FIRST.plusWeeks(10).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    List<Lasting> began =
        List.of(new Lasting(start, start + WEEK + HOUR), new Lasting(start, Lasting.NOT_YET));
    List<Row> rows =
        rows("mttr", lasting(10, began), cell(10, "P1", 60, 120), cell(11, "P1", 180, WEEK + HOUR));

    assertThat(value(rows, 0, "open_n")).isEqualTo(2L);
    // Half of the four, all below a week: between the second of them and nothing.
    assertThat(value(rows, 0, "kaplan_meier_median_seconds")).isEqualTo(120.0);
    assertThat(value(rows, 1, "open_n")).isEqualTo(1L);
    assertThat(value(rows, 1, "median_seconds")).isEqualTo((180.0 + WEEK + HOUR) / 2);
    assertThat(value(rows, 1, "kaplan_meier_median_seconds")).isEqualTo((double) (WEEK + HOUR));
  }

  @Test
  @DisplayName("hang on the evaluation until the week is over and what is open outlasts the rest")
  void hanging() throws IOException {
    long start = AS_OF.minusSeconds(WEEK).getEpochSecond();
    List<Lasting> open = List.of(new Lasting(start, Lasting.NOT_YET));

    assertThat(openAsOf("mtta", Cohort.OPENED, open, WEEK)).isEqualTo(AS_OF.toString());
    assertThat(openAsOf("mtta", Cohort.OPENED, open, WEEK - 1)).isNull();
    assertThat(openAsOf("mtta", Cohort.OPENED, List.of(), WEEK)).isNull();
    // By resolution, what was open when the week ended was so for as long as it was by then.
    assertThat(openAsOf("mttr", Cohort.RESOLVED, open, WEEK)).isNull();
    List<Row> ofThisWeek = rows("incident_count", count(12, 3));
    assertThat(value(ofThisWeek, 0, "is_complete")).isEqualTo(false);
    assertThat(value(ofThisWeek, 0, "open_as_of")).isEqualTo(Micros.of(AS_OF));
  }

  @Test
  @DisplayName("are those from a week on, compared with the weeks before it as they were told")
  void fromAWeekOn() throws IOException {
    Told[] told = new Told[12];
    for (int week = 0; week < 12; week++) {
      told[week] = count(week, week == 11 ? 60 : 20);
    }
    List<Row> all = rows("incident_count", told);
    List<Row> last = since(11, all.subList(0, 11), "incident_count", told[10], told[11]);

    assertThat(all).hasSize(12);
    assertThat(last).containsExactly(all.get(11));
    assertThat(value(last, 0, "signal_rule")).isEqualTo("week");
  }

  @Test
  @DisplayName("go on for a segment of which nothing more was heard")
  void nothingMore() throws IOException {
    List<Row> all = rows("incident_count", count(0, 20));

    assertThat(since(11, all.subList(0, 11), "incident_count")).containsExactly(all.get(11));
    assertThat(since(11, List.of(), "incident_count")).isEmpty();
  }

  private static @Nullable String openAsOf(
      String id, Cohort cohort, List<Lasting> open, long seconds) throws IOException {
    List<Row> rows =
        rows(
            id,
            lasting(11, open),
            definition -> {
              KpiTallies tallies = new KpiTallies(definition);
              tallies.addCases(1);
              tallies.at(0).add(new Decision.Taken(seconds, null), "id", "P1");
              return row(cohort, 11, tallies);
            });
    Object micros = value(rows, rows.size() - 1, "open_as_of");
    return micros == null ? null : Micros.instant((Long) micros).toString();
  }

  @Test
  @DisplayName("are told apart by the rules that their cases were made by, where there are any")
  void rules() throws IOException {
    Told told = count(0, 1);
    KpiDefinition definition = definitions("incident_count").get(0);

    assertThat(value(rows("incident_count", told), 0, "definition_digest"))
        .isEqualTo(Sha256.hex(definition.digest() + "Z"))
        .isNotEqualTo(value(byRules("incident_count", "4h", told), 0, "definition_digest"));
  }

  /** Incidents of one week, as the definition takes them. */
  private interface Told {
    Row of(List<KpiDefinition> definition);
  }

  private static List<Row> rows(String id, Told... told) throws IOException {
    return byRules(id, "", told);
  }

  private static List<KpiDefinition> definitions(String id) throws IOException {
    return KpiDefinitions.read(Path.of("../conf/kpis"), KpiSource.named(), Map.of()).stream()
        .filter(each -> each.id().equals(id))
        .toList();
  }

  private static List<Row> byRules(String id, String rules, Told... told) throws IOException {
    return since(KpiValues.EVERYTHING, rules, List.of(), id, told);
  }

  private static List<Row> since(int week, List<Row> before, String id, Told... told)
      throws IOException {
    return since(Math.toIntExact(FIRST.plusWeeks(week).toEpochDay()), "", before, id, told);
  }

  private static List<Row> since(
      int monday, String rules, List<Row> before, String id, Told... told) throws IOException {
    List<KpiDefinition> definition = definitions(id);
    List<Row> rows = new ArrayList<>();
    new KpiSegment(definition, rules, new Evaluation(AS_OF, ZoneOffset.UTC), monday)
        .rows(
            RowFactory.create("all", "all"),
            Stream.of(told).map(each -> each.of(definition)).iterator(),
            before.stream().map(KpiSegmentTest::past).iterator())
        .forEachRemaining(rows::add);
    return rows;
  }

  private static Row past(Row row) {
    return RowFactory.create(
        Stream.of(KpiPast.SCHEMA.fieldNames())
            .map(
                name ->
                    name.equals("subject")
                        ? Subject.INCIDENTS.name()
                        : row.get(KpiSegment.SCHEMA.fieldIndex(name)))
            .toArray());
  }

  private static @Nullable Object value(List<Row> rows, int row, String column) {
    return rows.get(row).get(KpiSegment.SCHEMA.fieldIndex(column));
  }

  private static long[] hours(long... hours) {
    return LongStream.of(hours).map(hour -> hour * HOUR).toArray();
  }

  private static Told cell(int week, String priority, long... seconds) {
    return definition -> {
      KpiTallies tallies = new KpiTallies(definition);
      tallies.addCases(seconds.length);
      for (long each : seconds) {
        tallies.at(0).add(new Decision.Taken(each, null), priority + "-" + each, priority);
      }
      return row(Cohort.RESOLVED, week, tallies);
    };
  }

  private static Told lasting(int week, List<Lasting> began) {
    return definition -> {
      KpiTallies tallies = new KpiTallies(definition);
      began.forEach(tallies.at(0)::add);
      return row(Cohort.OPENED, week, tallies);
    };
  }

  private static Told count(int week, int incidents) {
    return definition -> {
      KpiTallies tallies = new KpiTallies(definition);
      for (int i = 0; i < incidents; i++) {
        tallies.at(0).add(new Decision.Taken(1, null), "id", "P1");
      }
      return row(Cohort.OPENED, week, tallies);
    };
  }

  private static Row row(Cohort cohort, int week, KpiTallies tallies) {
    int monday = Math.toIntExact(FIRST.plusWeeks(week).toEpochDay());
    return KpiMeasuring.row("all", "all", Subject.INCIDENTS, cohort, monday, tallies);
  }
}
