package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.KpiDefinition;
import dev.aftermath.jobs.config.KpiDefinitions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

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
    List<Row> rows = rows("mttr", cell("resolved", 11, "P1", hours(44, 100, 40, 20)));

    assertThat(value(rows, 0, "mean_seconds")).isEqualTo(51.0 * HOUR);
    assertThat(value(rows, 0, "median_seconds")).isEqualTo(42.0 * HOUR);
    assertThat(value(rows, 0, "lower")).isNull();
    assertThat(value(rows, 0, "geometric_mean_seconds")).isNull();
  }

  @Test
  @DisplayName("hold the interval of the median from six incidents on, over all weeks too")
  void interval() throws IOException {
    List<Row> rows =
        rows(
            "mttr",
            cell("resolved", 10, "P1", hours(80, 10, 30)),
            cell("resolved", 11, "P1", hours(20, 40)),
            cell("resolved", 11, "P2", hours(50, 70, 60)));

    assertThat(value(rows, 1, "lower")).isNull();
    // The eight of both weeks: 0.9356 of the way from the first to the second.
    assertThat((Double) value(rows, 2, "lower")).isBetween(19.35 * HOUR, 19.36 * HOUR);
    assertThat((Double) value(rows, 2, "upper")).isBetween(70.64 * HOUR, 70.65 * HOUR);
    assertThat(value(rows, 2, "p90_lower_seconds")).isNull();
  }

  @Test
  @DisplayName("mark a week of 60 after weeks of 20, and say what would have been usual")
  void signal() throws IOException {
    List<Row> cells = new ArrayList<>();
    for (int week = 0; week < 12; week++) {
      cells.add(count(week, week == 11 ? 60 : 20));
    }
    List<Row> rows = rows("incident_count", cells.toArray(Row[]::new));

    assertThat(value(rows, 11, "signal_rule")).isEqualTo("week");
    assertThat(value(rows, 11, "signal_direction")).isEqualTo("up");
    assertThat(value(rows, 11, "baseline_week_count")).isEqualTo(10L);
    assertThat((Double) value(rows, 11, "usual_upper")).isBetween(36.0, 42.0);
    assertThat(value(rows, 10, "signal_rule")).isNull();
    assertThat(value(rows, 10, "baseline_week_count")).isEqualTo(9L);
    // The seventh week has five to be compared with, as the first is not one of them.
    assertThat(value(rows, 6, "baseline_week_count")).isEqualTo(0L);
    assertThat(value(rows, 12, "baseline_week_count")).isEqualTo(0L);
  }

  @Test
  @DisplayName("tell what the longest incident, the mix and the times within did to a mean")
  void change() throws IOException {
    List<Row> rows =
        rows(
            "mttr",
            cell("resolved", 10, "P1", 100, 100),
            cell("resolved", 10, "P2", 50, 50, 50, 50, 50, 50, 50, 50),
            cell("resolved", 11, "P1", 100, 100, 100, 1_000, 100, 100, 100),
            cell("resolved", 11, "P2", 50, 50, 50, 50));

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
    Row began =
        sums(
            "opened", 10, "P1", List.of(lasting(start, start + WEEK + HOUR), lasting(start, null)));
    List<Row> rows =
        rows(
            "mttr",
            began,
            cell("resolved", 10, "P1", 60, 120),
            cell("resolved", 11, "P1", 180, WEEK + HOUR));

    assertThat(value(rows, 0, "open_n")).isEqualTo(2L);
    // Half of the four, all below a week: between the second of them and nothing.
    assertThat(value(rows, 0, "kaplan_meier_median_seconds")).isEqualTo(120.0);
    assertThat(value(rows, 1, "open_n")).isEqualTo(1L);
    assertThat(value(rows, 1, "median_seconds")).isEqualTo((180.0 + WEEK + HOUR) / 2);
    assertThat(value(rows, 1, "kaplan_meier_median_seconds")).isEqualTo((double) (WEEK + HOUR));
    assertThat(value(rows, 2, "open_n")).isEqualTo(1L);
  }

  private static List<Row> rows(String id, Row... cells) throws IOException {
    List<KpiDefinition> definitions =
        KpiDefinitions.read(Path.of("../conf/kpis")).stream()
            .filter(definition -> definition.id().equals(id))
            .toList();
    List<Row> rows = new ArrayList<>();
    new KpiSegment(definitions, new Evaluation(AS_OF, ZoneOffset.UTC))
        .rows(RowFactory.create("all", "all"), Arrays.asList(cells).iterator())
        .forEachRemaining(rows::add);
    return rows;
  }

  private static @Nullable Object value(List<Row> rows, int row, String column) {
    return rows.get(row).get(KpiSegment.SCHEMA.fieldIndex(column));
  }

  private static long[] hours(long... hours) {
    return LongStream.of(hours).map(hour -> hour * HOUR).toArray();
  }

  private static Row cell(String cohort, int week, String priority, long... seconds) {
    return sums(cohort, week, priority, List.of(), seconds);
  }

  private static Row sums(
      String cohort, int week, String priority, List<Row> lasting, long... seconds) {
    Row longest =
        LongStream.of(seconds)
            .boxed()
            .max(Long::compare)
            .map(most -> RowFactory.create(most, priority + "-" + most))
            .orElse(null);
    Row sum =
        RowFactory.create(
            (long) seconds.length,
            seconds.length == 0 ? null : LongStream.of(seconds).sum(),
            seq(LongStream.of(seconds).boxed().toList()),
            longest,
            seq(lasting));
    return aggregate(cohort, week, priority, seconds.length, sum);
  }

  private static Row count(int week, long incidents) {
    Row sum = RowFactory.create(incidents, incidents, null, null, null);
    return aggregate("opened", week, "P1", incidents, sum);
  }

  private static Row aggregate(String cohort, int week, String priority, long incidents, Row sum) {
    int monday = Math.toIntExact(FIRST.plusWeeks(week).toEpochDay());
    return RowFactory.create("all", "all", cohort, monday, priority, incidents, seq(List.of(sum)));
  }

  private static Row lasting(long start, @Nullable Long end) {
    return RowFactory.create(start, end);
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
