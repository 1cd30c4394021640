package dev.aftermath.jobs.domain.log;

import static dev.aftermath.jobs.domain.log.Trouble.Kind.COUNTED;
import static dev.aftermath.jobs.domain.log.Trouble.Kind.LEFT_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.aftermath.jobs.domain.statistics.Share;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IncidentWindowsTest {
  /** Windows of ten minutes: four before the opening, six from it on. */
  private static final LiftRule RULE = new LiftRule(4, 6, 1);

  @Test
  @DisplayName("Windows are those around openings and the whole ones that no trouble touches")
  void windows() {
    // Opened at 25, over at 43: 21 to 31 is its window, the quiet ones at 20, 30 and 40 are
    // touched.
    IncidentWindows windows = windows(new Trouble(COUNTED, 25, 43));

    assertThat(windows.incidentCount(0, 100)).isEqualTo(1);
    assertThat(windows.quietCount(0, 100)).isEqualTo(7);
    assertThat(windows.quietCount(5, 95)).isEqualTo(5);
    assertThat(windows.incidentCount(22, 100)).isZero();
  }

  @Test
  @DisplayName("What is opened while another is not over belongs to that one")
  void oneTrouble() {
    IncidentWindows windows =
        windows(
            new Trouble(COUNTED, 25, 43),
            new Trouble(COUNTED, 46, 47),
            new Trouble(COUNTED, 60, 61));

    // The second one's window would begin at 42.
    assertThat(windows.incidentCount(0, 100)).isEqualTo(2);
    // Touched: 20, 30, 40 and, until 52 and from 56 on, 50 and 60.
    assertThat(windows.quietCount(0, 100)).isEqualTo(5);
  }

  @Test
  @DisplayName("A drill is neither an incident nor quiet, and an open one ends after a day")
  void leftOut() {
    IncidentWindows drill = windows(new Trouble(LEFT_OUT, 25, 27));
    assertThat(drill.incidentCount(0, 100)).isZero();
    assertThat(drill.quietCount(0, 100)).isEqualTo(8);

    IncidentWindows open =
        IncidentWindows.of(RULE, List.of(new Trouble(COUNTED, 4, 9_999)), 0, 1_500);
    // 4 + 1,440 = 1,444: the windows from 1,450 on are quiet.
    assertThat(open.quietCount(0, 1_500)).isEqualTo(5);
  }

  @Test
  @DisplayName("A window counts once, however often the template is said in it")
  void sightings() {
    IncidentWindows windows = windows(new Trouble(COUNTED, 25, 26), new Trouble(COUNTED, 60, 61));
    IncidentWindows.Sightings sightings = windows.sightings();
    List.of(21L, 24L, 25L, 30L, 66L, 2L, 7L, 31L, 35L, 99L).forEach(sightings::add);

    // 31 is behind the window from 21 to 31, and the quiet window from 30 is touched by it.
    // 66 is behind the one from 56 to 66, and the quiet one from 60 is touched.
    assertThat(sightings.lift(0, 100)).isEqualTo(new Lift(new Share(1, 2), new Share(2, 6), 1, 1));
  }

  @Test
  @DisplayName("The ratio is of shares; where quiet windows never have it there is none")
  void ratio() {
    Lift lift = new Lift(new Share(3, 4), new Share(1, 10), 1, 3);
    assertThat(lift.ratio()).hasValue(7.5);
    // Of 14 windows 4 have it: (C(4,3) C(10,1) + C(4,4)) / C(14,4) = 41 / 1,001.
    assertThat(lift.chance()).isCloseTo(41.0 / 1_001, offset(1e-12));
    assertThat(new Lift(new Share(3, 4), new Share(0, 10), 1, 3).ratio()).isEmpty();
  }

  @Test
  @DisplayName("What was said in one window only is not tested")
  void once() {
    assertThat(new Lift(new Share(1, 4), new Share(0, 10), 1, 0).isTestable()).isFalse();
    assertThat(new Lift(new Share(1, 4), new Share(1, 10), 1, 0).isTestable()).isTrue();
    assertThat(new Lift(new Share(4, 4), new Share(0, 0), 1, 0).isTestable()).isFalse();
  }

  private static IncidentWindows windows(Trouble... troubles) {
    return IncidentWindows.of(RULE, List.of(troubles), 0, 100);
  }
}
