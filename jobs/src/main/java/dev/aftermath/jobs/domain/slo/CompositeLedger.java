package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Parts whose burn adds up, each multiplied by its weight: {@code consumed = sum of weight * bad /
 * budget}, exceeded above 1. Parts in which nothing happened add nothing.
 *
 * <p>The whole is stated in events (or slices) of the strictest target: the total is that of all
 * parts, and so much of it is bad as makes the same consumption. With equal targets and weights of
 * 1 what is missing adds up: two parts at 95 % are 90 % together.
 */
public final class CompositeLedger implements WindowLedger {
  private static final MathContext DIGITS = MathContext.DECIMAL128;
  private static final double ROUGH = 1e-9;

  private final SloDefinition ruling;
  private final List<ObjectiveLedger> parts;
  private final SlicePlaces places;
  private final List<PartPlaces> inPlaces;
  private int @Nullable [] knownBefore;

  CompositeLedger(SloDefinition ruling, List<ObjectiveLedger> parts) {
    this.ruling = ruling;
    this.parts = List.copyOf(parts);
    this.places = PartPlaces.ofWhole(parts);
    this.inPlaces = parts.stream().map(part -> PartPlaces.of(part, places)).toList();
  }

  /** The ledgers of the parts, in the order of the version's objectives. */
  public List<ObjectiveLedger> ofParts() {
    return parts;
  }

  @Override
  public SloEvaluation evaluate(Interval window, Instant evaluation) {
    List<Part> sums = parts(window, evaluation);
    Objective whole = objectiveAt(evaluation);
    Whole stated = whole(sums, whole, part -> part.under(ruling.missing()));
    Whole measured = whole(sums, whole, UnaryOperator.identity());
    Whole worst = whole(sums, whole, WindowSums::worst);
    Whole best = whole(sums, whole, WindowSums::best);
    SloEvaluation.SliceCounts slices = slices(window, evaluation);
    Double consumed = stated.sums().consumed();
    return new SloEvaluation(
        ruling.name(),
        whole,
        window,
        ObjectiveLedger.rounded(measured.sums().good()),
        ObjectiveLedger.rounded(measured.sums().total()),
        stated.sums().sli(),
        worst.sums().sli(),
        best.sums().sli(),
        null,
        null,
        ObjectiveLedger.rounded(measured.sums().budget()),
        consumed,
        consumed,
        Ratio.of(BigDecimal.valueOf(slices.known()), BigDecimal.valueOf(slices.ended())),
        slices,
        stated.verdict(),
        worst.verdict(),
        best.verdict(),
        parts.stream()
            .mapToInt(part -> part.evaluate(window, evaluation).definitionCount())
            .max()
            .orElse(1));
  }

  @Override
  public @Nullable Double consumed(Interval window, Instant evaluation) {
    return whole(
            parts(window, evaluation),
            objectiveAt(evaluation),
            part -> part.under(ruling.missing()))
        .sums()
        .consumed();
  }

  @Override
  public boolean missed(Interval window, Instant evaluation) {
    return verdict(
            parts(window, evaluation).stream()
                .map(part -> part.seenAs(sums -> sums.under(ruling.missing())))
                .filter(Part::happened)
                .toList())
        == Verdict.MISSED;
  }

  @Override
  public Optional<Instant> firstSlice() {
    return parts.stream().flatMap(part -> part.firstSlice().stream()).min(Instant::compareTo);
  }

  @Override
  public String definitionDigestAt(Instant instant) {
    return parts.get(0).definitionDigestAt(instant);
  }

  @Override
  public MissingRule missing() {
    return ruling.missing();
  }

  @Override
  public SlicePlaces places() {
    return places;
  }

  @Override
  public boolean burnsFasterThan(BigDecimal factor, long from, long to) {
    double rough = roughBurnRate(from, to);
    double margin = ROUGH * (Math.abs(rough) + factor.doubleValue() + coarseness(to));
    if (Math.abs(rough - factor.doubleValue()) > margin) {
      return rough > factor.doubleValue();
    }
    return isBurntOver(factor, happened(from, to));
  }

  @Override
  public @Nullable Double burnRate(long from, long to) {
    return whole(parts(from, to), objectiveAt(places.start(to)), UnaryOperator.identity())
        .sums()
        .consumed();
  }

  @Override
  public double roughBurnRate(long from, long to) {
    Instant evaluation = places.start(to);
    double sum = 0;
    for (PartPlaces part : inPlaces) {
      if (part.hasEvents(from, to)) {
        sum += part.weightAt(evaluation).doubleValue() * part.roughBurnRate(from, to);
      }
    }
    return sum;
  }

  @Override
  public long knownCount(long from, long to) {
    int[] before = knownBefore == null ? countKnown() : knownBefore;
    knownBefore = before;
    int start = (int) Math.max(0, Math.min(places.size(), from));
    int end = (int) Math.max(start, Math.min(places.size(), to));
    return (long) before[end] - before[start];
  }

  @Override
  public BigDecimal bad(long from, long to) {
    return whole(parts(from, to), objectiveAt(places.start(to)), UnaryOperator.identity())
        .sums()
        .bad();
  }

  @Override
  public @Nullable Double shareOfBudget(long from, long to, long budgetFrom, long budgetTo) {
    Instant evaluation = places.start(budgetTo);
    boolean anyBudget = false;
    BigDecimal share = BigDecimal.ZERO;
    for (PartPlaces part : inPlaces) {
      BigDecimal bad = part.bad(from, to);
      BigDecimal budget = part.budget(budgetFrom, budgetTo);
      anyBudget |= budget.signum() != 0;
      if (budget.signum() != 0) {
        share = share.add(part.weightAt(evaluation).multiply(bad).divide(budget, DIGITS));
      } else if (bad.signum() != 0) {
        return null;
      }
    }
    boolean isPaid = objectiveAt(evaluation).target().compareTo(BigDecimal.ONE) < 0;
    return anyBudget && isPaid ? share.doubleValue() : null;
  }

  /** How far apart the rough burn rate and the exact one may be, in billionths. */
  private double coarseness(long to) {
    Instant evaluation = places.start(to);
    double sum = 0;
    for (ObjectiveLedger part : parts) {
      Objective objective = part.objectiveAt(evaluation);
      sum += objective.weight().doubleValue() / (1 - objective.target().doubleValue());
    }
    return sum;
  }

  private int[] countKnown() {
    int[] before = new int[places.size() + 1];
    for (int place = 0; place < places.size(); place++) {
      boolean isKnown = true;
      for (PartPlaces part : inPlaces) {
        isKnown = isKnown && part.isKnown(place);
      }
      before[place + 1] = before[place] + (isKnown ? 1 : 0);
    }
    return before;
  }

  private List<Part> parts(long from, long to) {
    Instant evaluation = places.start(to);
    return inPlaces.stream()
        .map(part -> new Part(part.sums(from, to), part.weightAt(evaluation)))
        .toList();
  }

  private List<Part> happened(long from, long to) {
    return parts(from, to).stream().filter(Part::happened).toList();
  }

  private Objective objectiveAt(Instant evaluation) {
    return Composite.objective(parts.stream().map(part -> part.objectiveAt(evaluation)).toList());
  }

  private List<Part> parts(Interval window, Instant evaluation) {
    return parts.stream()
        .map(part -> new Part(part.sums(window, evaluation), part.objectiveAt(evaluation).weight()))
        .toList();
  }

  private SloEvaluation.SliceCounts slices(Interval window, Instant evaluation) {
    return parts.stream()
        .map(part -> part.slices(window, evaluation))
        .reduce(new SloEvaluation.SliceCounts(0, 0, 0, 0, 0), SloEvaluation.SliceCounts::plus);
  }

  private Whole whole(List<Part> all, Objective objective, UnaryOperator<WindowSums> view) {
    List<Part> happened =
        all.stream().map(part -> part.seenAs(view)).filter(Part::happened).toList();
    BigDecimal total = sum(happened.stream().map(part -> part.sums().total()).toList());
    BigDecimal allowed = BigDecimal.ONE.subtract(objective.target());
    BigDecimal budget = allowed.multiply(total);
    BigDecimal bad = sum(happened.stream().map(part -> part.badShare(allowed)).toList());
    return new Whole(
        new WindowSums(
            total.subtract(bad.multiply(total)),
            total,
            BigDecimal.ZERO,
            budget,
            allowed,
            0,
            0,
            ruling.method()),
        verdict(happened));
  }

  private static Verdict verdict(List<Part> happened) {
    if (happened.isEmpty()) {
      return Verdict.NOT_EVALUABLE;
    }
    return isBurntOver(BigDecimal.ONE, happened) ? Verdict.MISSED : Verdict.MET;
  }

  /** Multiplied by all budgets, so that nothing is divided: exact. */
  private static boolean isBurntOver(BigDecimal factor, List<Part> happened) {
    BigDecimal burnt = BigDecimal.ZERO;
    BigDecimal one = BigDecimal.ONE;
    for (Part part : happened) {
      BigDecimal bad = part.sums().bad();
      BigDecimal budget = part.sums().budget();
      if (budget.signum() == 0 && bad.signum() > 0) {
        return true;
      }
      if (budget.signum() != 0) {
        burnt = burnt.multiply(budget).add(part.weight().multiply(bad).multiply(one));
        one = one.multiply(budget);
      }
    }
    return burnt.compareTo(factor.multiply(one)) > 0;
  }

  private static BigDecimal sum(List<BigDecimal> numbers) {
    return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What the whole adds up to, and its verdict, decided before anything was rounded. */
  private record Whole(WindowSums sums, Verdict verdict) {}

  /** One part over a window. */
  private record Part(WindowSums sums, BigDecimal weight) {

    Part seenAs(UnaryOperator<WindowSums> view) {
      return new Part(view.apply(sums), weight);
    }

    boolean happened() {
      return sums.total().signum() != 0;
    }

    /**
     * Which share of the whole it makes bad: its weighted consumption, paid from the whole's
     * allowed ratio. Without a budget on either side it is its own bad ratio.
     */
    BigDecimal badShare(BigDecimal allowed) {
      BigDecimal weighted = weight.multiply(sums.bad());
      return allowed.signum() == 0 || sums.budget().signum() == 0
          ? weighted.divide(sums.total(), DIGITS)
          : weighted.multiply(allowed).divide(sums.budget(), DIGITS);
    }
  }
}
