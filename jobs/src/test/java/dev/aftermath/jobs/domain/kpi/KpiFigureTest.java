package dev.aftermath.jobs.domain.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The figure of a KPI")
class KpiFigureTest {

  @Test
  @DisplayName("is 51 h, 2 d 3 h, on the mean of 44, 100, 40 and 20 h")
  void meanOfHours() {
    KpiFigure figure = KpiFigure.of(of(Headline.MEAN), seconds(3_600, 44, 100, 40, 20));

    assertThat(figure.value()).isEqualTo(51 * 3_600.0);
    assertThat(DurationWords.of(51 * 3_600)).isEqualTo("2 d 3 h");
  }

  @Test
  @DisplayName("of one outage of 30 h among six of minutes is what the definition's headline says")
  void headlines() {
    List<Long> minutes = seconds(60, 1774, 43, 4, 5, 6, 7, 5);

    KpiFigure mean = KpiFigure.of(of(Headline.MEAN), minutes);

    // 1844 minutes among seven incidents: 4 h 23 min and 3 seventh parts.
    assertThat(mean.total()).isEqualTo(1_844 * 60);
    assertThat(mean.value()).isEqualTo(1_844 * 60.0 / 7);
    assertThat(DurationWords.of(Math.round(1_844 * 60.0 / 7))).isEqualTo("4 h 23 min 26 s");
    assertThat(KpiFigure.of(of(Headline.MEDIAN), minutes).value()).isEqualTo(6 * 60.0);
    assertThat(KpiFigure.of(of(Headline.GEOMETRIC_MEAN), minutes).value() / 60)
        .isEqualTo(16.4, within(0.05));
  }

  @Test
  @DisplayName("has quantiles of type 7: of 10, 20, 30 and 40 the median is 25, the 90 % point 37")
  void quantiles() {
    KpiFigure figure = KpiFigure.of(of(Headline.P90), List.of(40L, 10L, 30L, 20L));

    assertThat(figure.median()).isEqualTo(25.0);
    assertThat(figure.value()).isEqualTo(37.0);
    assertThat(KpiFigure.of(of(Headline.P90), List.of(7L)).value()).isEqualTo(7.0);
    assertThat(KpiFigure.of(of(Headline.MEDIAN), List.of()).value()).isNull();
  }

  @Test
  @DisplayName("of no incident is no mean and no ratio, but a count of 0")
  void nothing() {
    assertThat(KpiFigure.of(of(Headline.MEAN), List.of()).value()).isNull();
    assertThat(KpiFigure.of(of(Headline.GEOMETRIC_MEAN), List.of()).value()).isNull();
    assertThat(KpiFigure.of(of(Statistic.RATIO), List.of()).value()).isNull();
    assertThat(KpiFigure.of(of(Statistic.COUNT), List.of()).value()).isZero();
  }

  @Test
  @DisplayName("of a ratio has those that meet it over those of which that is known")
  void ratio() {
    List<Long> four = Collections.nCopies(4, 1L);
    List<Long> nineteen = Collections.nCopies(19, 0L);

    KpiFigure ratio =
        KpiFigure.of(
            of(Statistic.RATIO),
            java.util.stream.Stream.concat(four.stream(), nineteen.stream()).toList());

    assertThat(ratio.n()).isEqualTo(23);
    assertThat(ratio.total()).isEqualTo(4);
    assertThat(ratio.value()).isEqualTo(4.0 / 23);
  }

  private static List<Long> seconds(long unit, long... values) {
    return LongStream.of(values).map(value -> value * unit).boxed().toList();
  }

  private static KpiDefinition of(Headline headline) {
    return TestDefinitions.duration("id", headline);
  }

  private static KpiDefinition of(Statistic statistic) {
    return TestDefinitions.of("id", statistic);
  }
}
