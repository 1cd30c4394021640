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
 * makes no progress.
 */
public final class BurnRateEpisodes {
  private static final double CLOSE = 1 - 1e-9;

  private final ObjectiveLedger ledger;
  private final BurnRateRule rule;
  private final SloWindow window;
  private final int longPlaces;
  private final int shortPlaces;
  private final int measuredPlaces;

  private BurnRateEpisodes(
      ObjectiveLedger ledger, BurnRateRule rule, SloWindow window, Instant asOf) {
    this.ledger = ledger;
    this.rule = rule;
    this.window = window;
    Duration slice = ledger.timeline().sliceLength();
    this.longPlaces = places(rule.longWindow(), slice);
    this.shortPlaces = rule.shortWindow() == null ? longPlaces : places(rule.shortWindow(), slice);
    this.measuredPlaces =
        (int)
            Math.max(0, Math.min(ledger.timeline().size(), ledger.timeline().placesEndedBy(asOf)));
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

  /**
   * All episodes known as of an instant, in the order of time.
   *
   * @throws IllegalArgumentException when the rule is {@link #refusal refused}
   */
  public static List<BurnRateEpisode> find(
      ObjectiveLedger ledger, BurnRateRule rule, SloWindow window, Instant asOf) {
    return find(ledger, rule, window, asOf, null);
  }

  /**
   * The episodes that began at an instant or later, known as of another one, in the order of time.
   *
   * @param since what happened before it is looked at only as far back as decides whether the rule
   *     was firing or waiting then; null for all episodes
   * @throws IllegalArgumentException when the rule is {@link #refusal refused}
   */
  public static List<BurnRateEpisode> find(
      ObjectiveLedger ledger,
      BurnRateRule rule,
      SloWindow window,
      Instant asOf,
      @Nullable Instant since) {
    refusal(rule, ledger.timeline().sliceLength())
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    return new BurnRateEpisodes(ledger, rule, window, asOf).since(since);
  }

  private List<BurnRateEpisode> since(@Nullable Instant since) {
    long sliceMillis = ledger.timeline().sliceLength().toMillis();
    long holdPlaces = -Math.floorDiv(-rule.hold().toMillis(), sliceMillis);
    List<BurnRateEpisode> episodes = new ArrayList<>();
    int burning = 0;
    int fired = -1;
    int wanted = since == null ? 1 : placeAtOrAfter(since);
    for (int place = decided(wanted, holdPlaces); place <= measuredPlaces; place++) {
      if (burns(place)) {
        burning++;
        if (fired < 0 && burning > holdPlaces) {
          fired = place;
        }
      } else if (burning > 0 && isMeasured(place)) {
        if (fired >= wanted) {
          episodes.add(episode(fired, place, ledger.timeline().start(place)));
        }
        burning = 0;
        fired = -1;
      }
    }
    if (fired >= wanted) {
      episodes.add(episode(fired, measuredPlaces, null));
    }
    return episodes;
  }

  /**
   * The last place before one from which the state at that one follows, whatever it was before: the
   * one after which the rule rests, or from which on it burned for long enough to fire.
   */
  private int decided(int wanted, long holdPlaces) {
    int burning = 0;
    for (int place = Math.min(wanted - 1, measuredPlaces); place >= 1; place--) {
      if (burns(place)) {
        burning++;
        if (burning > holdPlaces) {
          return place;
        }
      } else if (isMeasured(place)) {
        return place + 1;
      }
    }
    return 1;
  }

  private int placeAtOrAfter(Instant instant) {
    long place = ledger.timeline().placeAtOrAfter(instant);
    return (int) Math.max(1, Math.min(place, measuredPlaces + 1L));
  }

  private boolean burns(int place) {
    BigDecimal factor = rule.factor();
    return ledger.burnsFasterThan(factor, place - shortPlaces, place)
        && ledger.burnsFasterThan(factor, place - longPlaces, place);
  }

  private boolean isMeasured(int place) {
    return ledger.knownCount(place - shortPlaces, place) > 0;
  }

  private BurnRateEpisode episode(int fired, int until, @Nullable Instant end) {
    SliceTimeline slices = ledger.timeline();
    Instant start = slices.start(fired);
    BigDecimal bad = ledger.bad(fired, until);
    return new BurnRateEpisode(
        start,
        end,
        ledger.consumed(window.at(start), start),
        Ratio.of(ledger.bad(fired - longPlaces, fired), budgetAt(fired)),
        worst(fired, Math.max(fired, end == null ? until : until - 1)),
        bad,
        Ratio.of(bad, budgetAt(until)));
  }

  private BigDecimal budgetAt(int place) {
    Interval then = window.at(ledger.timeline().start(place));
    return ledger.budget(ledger.timeline().placeAtOrAfter(then.start()), place);
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

  private static int places(Duration length, Duration slice) {
    return Math.toIntExact(length.toMillis() / slice.toMillis());
  }
}
