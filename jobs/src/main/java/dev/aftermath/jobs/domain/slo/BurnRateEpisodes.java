package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds when a burn-rate rule would have fired, looking at the end of every slice.
 *
 * <p>It burns when the burn rate is strictly greater than the factor over the long window and over
 * the short one, each over its measured slices; with target 1 anything bad burns infinitely fast.
 * The rule fires once that has been so for its {@code hold} (the first and the last slice end both
 * count, as in Prometheus), and ends with the first slice end at which it is not so. Where nothing
 * was measured in the short window its state is frozen: it neither fires nor resolves, and the hold
 * makes no progress; once nothing was measured in the long one either, it rests, since nothing is
 * left to tell. Where a version with other slices comes into force it begins anew.
 */
public final class BurnRateEpisodes {
  private static final double CLOSE = 1 - 1e-9;

  private final List<Judgement> judgements;
  private final WindowLedger ledger;
  private final SlicePlaces slices;
  private final BurnRateRule rule;
  private final int longPlaces;
  private final int shortPlaces;
  private final int holdPlaces;
  private final int firstPlace;
  private final int lastPlace;
  private final boolean isReplaced;

  /** Judgements of one kind of slices that follow each other. */
  private BurnRateEpisodes(List<Judgement> judgements, BurnRateRule rule, Instant asOf) {
    this.judgements = judgements;
    this.ledger = judgements.get(0).ledger();
    this.slices = ledger.places();
    this.rule = rule;
    this.longPlaces = places(rule.longWindow());
    this.shortPlaces = rule.shortWindow() == null ? longPlaces : places(rule.shortWindow());
    this.holdPlaces = holdPlaces(rule, slices.sliceLength());
    Instant after = judgements.get(0).after();
    Instant until = judgements.get(judgements.size() - 1).until();
    this.isReplaced = until.isBefore(asOf);
    this.firstPlace = after.equals(Instant.MIN) ? 1 : within(slices.endedBy(after) + 1, 1);
    this.lastPlace = within(slices.endedBy(isReplaced ? until : asOf), 0);
  }

  /**
   * Why a rule cannot be evaluated on slices of a length.
   *
   * @return empty when it can
   */
  public static Optional<String> refusal(BurnRateRule rule, Duration sliceLength) {
    List<Duration> windows = new ArrayList<>(List.of(rule.longWindow()));
    if (rule.shortWindow() != null) {
      windows.add(rule.shortWindow());
    }
    return windows.stream()
        .filter(length -> length.toMillis() % sliceLength.toMillis() != 0)
        .findFirst()
        .map(
            length ->
                "The rule "
                    + rule.policy()
                    + " "
                    + rule.label()
                    + " is not evaluated: its window of "
                    + BurnRateRule.text(length)
                    + " is no whole number of slices of "
                    + BurnRateRule.text(sliceLength));
  }

  /** For how long at most what happened before a slice end decides whether a rule fires then. */
  static Duration memory(BurnRateRule rule, Duration sliceLength) {
    // Each slice end that burns adds to a hold, and may be followed by as long a hole as freezes.
    return rule.longWindow().multipliedBy(holdPlaces(rule, sliceLength) + 1L);
  }

  /**
   * The episodes of an objective known as of an instant, in the order of time; none of slices for
   * which the rule is {@link #refusal refused}.
   *
   * @param judgements of the objective
   * @param since episodes that began earlier are left out, and what happened before is looked at
   *     only as far back as decides whether the rule was firing or waiting then; null for all
   */
  public static List<BurnRateEpisode> find(
      List<Judgement> judgements, BurnRateRule rule, Instant asOf, @Nullable Instant since) {
    List<BurnRateEpisode> episodes = new ArrayList<>();
    int first = 0;
    while (first < judgements.size()) {
      int next = first + 1;
      while (next < judgements.size() && judgements.get(next - 1).burnsOnAs(judgements.get(next))) {
        next++;
      }
      List<Judgement> alike = judgements.subList(first, next);
      if (refusal(rule, alike.get(0).ledger().places().sliceLength()).isEmpty()) {
        episodes.addAll(new BurnRateEpisodes(alike, rule, asOf).since(since));
      }
      first = next;
    }
    return episodes;
  }

  private List<BurnRateEpisode> since(@Nullable Instant since) {
    List<BurnRateEpisode> episodes = new ArrayList<>();
    int burning = 0;
    int fired = -1;
    int wanted = since == null ? firstPlace : placeAtOrAfter(since);
    for (int place = decided(wanted); place <= lastPlace; place++) {
      if (burns(place)) {
        burning++;
        if (fired < 0 && burning > holdPlaces) {
          fired = place;
        }
      } else if (burning > 0 && !isFrozen(place)) {
        if (fired >= wanted) {
          episodes.add(
              episode(
                  fired,
                  place,
                  isMeasured(place) ? EpisodeState.ENDED : EpisodeState.ENDED_WITHOUT_DATA));
        }
        burning = 0;
        fired = -1;
      }
    }
    if (fired >= wanted) {
      episodes.add(
          episode(
              fired, lastPlace, isReplaced ? EpisodeState.ENDED_BY_DEFINITION : EpisodeState.OPEN));
    }
    return episodes;
  }

  /**
   * The last place before one from which the state at that one follows, whatever it was before: the
   * one after which the rule rests, or from which on it burned for long enough to fire.
   */
  private int decided(int wanted) {
    int burning = 0;
    for (int place = Math.min(wanted - 1, lastPlace); place >= firstPlace; place--) {
      if (burns(place)) {
        burning++;
        if (burning > holdPlaces) {
          return place;
        }
      } else if (!isFrozen(place)) {
        return place + 1;
      }
    }
    return firstPlace;
  }

  private int placeAtOrAfter(Instant instant) {
    return (int) Math.max(firstPlace, Math.min(slices.atOrAfter(instant), lastPlace + 1L));
  }

  private boolean burns(int place) {
    BigDecimal factor = rule.factor();
    return ledger.burnsFasterThan(factor, place - shortPlaces, place)
        && ledger.burnsFasterThan(factor, place - longPlaces, place);
  }

  private boolean isMeasured(int place) {
    return ledger.knownCount(place - shortPlaces, place) > 0;
  }

  private boolean isFrozen(int place) {
    return !isMeasured(place) && ledger.knownCount(place - longPlaces, place) > 0;
  }

  private BurnRateEpisode episode(int fired, int until, EpisodeState state) {
    Instant start = slices.start(fired);
    Judgement then = at(start);
    boolean isOver = state == EpisodeState.ENDED || state == EpisodeState.ENDED_WITHOUT_DATA;
    return new BurnRateEpisode(
        start,
        end(until, state),
        state,
        then.ledger().consumed(then.window().at(start), start),
        shareAt(fired, fired - longPlaces, fired),
        worst(fired, Math.max(fired, isOver ? until - 1 : until)),
        ledger.bad(fired, until),
        shareAt(until, fired, until));
  }

  private @Nullable Instant end(int until, EpisodeState state) {
    return switch (state) {
      case OPEN -> null;
      case ENDED, ENDED_WITHOUT_DATA -> slices.start(until);
      case ENDED_BY_DEFINITION -> judgements.get(judgements.size() - 1).until();
    };
  }

  /**
   * What was bad in a stretch as a share of the budget that the SLO's own window has at a place.
   */
  private @Nullable Double shareAt(int place, int from, int to) {
    Instant then = slices.start(place);
    Interval window = at(then).window().at(then);
    return ledger.shareOfBudget(from, to, slices.atOrAfter(window.start()), place);
  }

  private Judgement at(Instant evaluation) {
    return judgements.stream().filter(each -> each.judges(evaluation)).findFirst().orElseThrow();
  }

  private @Nullable Double worst(int first, int last) {
    Double worst = null;
    for (int place = first; place <= last; place++) {
      double rough = ledger.roughBurnRate(place - longPlaces, place);
      if (worst != null && rough < worst * CLOSE) {
        continue;
      }
      Double rate = ledger.burnRate(place - longPlaces, place);
      worst = rate == null || (worst != null && worst >= rate) ? worst : rate;
    }
    return worst;
  }

  private int places(Duration length) {
    return Math.toIntExact(length.toMillis() / slices.lengthMillis());
  }

  /** A hold that ends between two slice ends is over at the later one. */
  static int holdPlaces(BurnRateRule rule, Duration sliceLength) {
    return Math.toIntExact(-Math.floorDiv(-rule.hold().toMillis(), sliceLength.toMillis()));
  }

  /** Behind the last measured slice the longest window tells for as long as it holds that one. */
  private int within(long place, int least) {
    return (int) Math.max(least, Math.min(slices.size() + (long) longPlaces, place));
  }
}
