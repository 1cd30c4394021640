package dev.aftermath.reports.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.Statistic;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.Variation;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void durations_show_their_two_largest_units() {
    assertThat(Figures.duration(59L)).isEqualTo("59 s");
    assertThat(Figures.duration(245L)).isEqualTo("4 min 05 s");
    assertThat(Figures.duration(300L)).isEqualTo("5 min");
    assertThat(Figures.duration(3_599L)).isEqualTo("1 h");
    assertThat(Figures.duration(5_520L)).isEqualTo("1 h 32 min");
    assertThat(Figures.duration(86_399L)).isEqualTo("1 d");
    assertThat(Figures.duration(1_054_080L)).isEqualTo("12 d 05 h");
  }

  @Test
  void an_undefined_figure_is_a_dash_and_zero_is_zero() {
    assertThat(Figures.duration(null)).isEqualTo("–");
    assertThat(Figures.value(Unit.COUNT, null)).isEqualTo("–");
    assertThat(Figures.value(Unit.COUNT, 0.0)).isEqualTo("0");
    assertThat(Figures.sli(null)).isEqualTo("–");
  }

  @Test
  void an_sli_just_below_its_target_is_not_rounded_up_to_it() {
    assertThat(Figures.sli(new BigDecimal("0.9989999999"))).isEqualTo("99.899 %");
    assertThat(Figures.coverage(new BigDecimal("0.99999"))).isEqualTo("99.9 %");
    assertThat(Figures.target(new BigDecimal("0.9990"))).isEqualTo("99.9 %");
  }

  @Test
  void control_and_direction_characters_become_visible() {
    assertThat(Figures.text("a\u0000b\u202Ec\td")).isEqualTo("a\uFFFDb\uFFFDc d");
  }

  @Test
  void axes_end_at_a_round_step_above_the_largest_value() {
    assertThat(Axis.upTo(Unit.SECONDS, 7_400)).isEqualTo(new Axis(Unit.SECONDS, 3_600, 10_800));
    assertThat(Axis.upTo(Unit.COUNT, 25)).isEqualTo(new Axis(Unit.COUNT, 10, 30));
    assertThat(Axis.upTo(Unit.COUNT, 0)).isEqualTo(new Axis(Unit.COUNT, 1, 4));
  }

  @Test
  void text_that_was_cut_says_so() {
    assertThat(Figures.text("x".repeat(400))).hasSize(400);
    assertThat(Figures.text("x".repeat(401))).hasSize(402).endsWith("x …");
    assertThat(Figures.prose("x".repeat(3_000))).hasSize(3_000);
  }

  @Test
  void a_change_is_printed_in_percent_of_what_was_before() {
    KpiTile tile =
        new KpiTile(
            "hours",
            "1",
            "Hours",
            Unit.SECONDS,
            Statistic.MEDIAN,
            20,
            null,
            470.76,
            null,
            460.21,
            List.of(),
            null,
            null,
            Variation.UNKNOWN,
            null,
            null,
            null,
            null);

    assertThat(KpiWords.previous(tile)).isEqualTo("7 min 40 s (+2.3 %)");
    assertThat(Figures.change(Unit.RATIO, -0.0412)).isEqualTo("−4.1 pp");
  }
}
