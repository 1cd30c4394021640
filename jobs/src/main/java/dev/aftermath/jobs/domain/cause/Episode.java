package dev.aftermath.jobs.domain.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Incidents of one cause of which each was opened soon after the one before: one failure, however
 * many tickets.
 *
 * @param firstAt when the first of them was opened
 * @param lastAt when the last of them was opened
 * @param incidentCount at least one
 */
public record Episode(Instant firstAt, Instant lastAt, int incidentCount) {

  /**
   * The episodes of a cause.
   *
   * @param openings of its incidents, ascending
   * @param gap two openings no further apart are of one episode
   */
  public static List<Episode> of(List<Instant> openings, Duration gap) {
    List<Episode> episodes = new ArrayList<>();
    for (Instant opening : openings) {
      int last = episodes.size() - 1;
      if (last >= 0 && !opening.isAfter(episodes.get(last).lastAt().plus(gap))) {
        Episode before = episodes.get(last);
        episodes.set(last, new Episode(before.firstAt(), opening, before.incidentCount() + 1));
      } else {
        episodes.add(new Episode(opening, opening, 1));
      }
    }
    return episodes;
  }

  /** The seconds from the beginning of each episode to that of the next. */
  public static List<Long> gapsSeconds(List<Episode> episodes) {
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < episodes.size(); i++) {
      gaps.add(
          Duration.between(episodes.get(i - 1).firstAt(), episodes.get(i).firstAt()).toSeconds());
    }
    return gaps;
  }
}
