package dev.aftermath.jobs.domain.slo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CompositeTest {

  @Test
  @DisplayName("Occurrences: the parts' consumption adds up, multiplied by their weights")
  void burnAddsUp() {
    SloEvaluation whole =
        Parts.by(BudgetingMethod.OCCURRENCES)
            .part("0.99", "1", new long[] {9_990}, new long[] {10_000})
            .part("0.95", "2", new long[] {9_900}, new long[] {10_000})
            .together(1);

    // 10 of 100 and twice 100 of 500: 0.1 + 2 * 0.2. Of 20,000 events at 99 %, 200 may be bad.
    assertThat(whole.objective().name()).isEqualTo("composite");
    assertThat(whole.objective().target()).isEqualByComparingTo("0.99");
    assertThat(whole.budgetConsumedRatio()).isEqualTo(0.5);
    assertThat(whole.budgetTotal()).isEqualByComparingTo("200");
    assertThat(whole.good()).isEqualByComparingTo("19900");
    assertThat(whole.sli()).isEqualTo(0.995);
    assertThat(whole.verdict()).isEqualTo(Verdict.MET);
  }

  @Test
  @DisplayName("Occurrences: a third and two thirds of the budgets spend the whole one, exactly")
  void verdictIsExact() {
    SloEvaluation spent =
        Parts.by(BudgetingMethod.OCCURRENCES)
            .part("0.99", "1", new long[] {299}, new long[] {300})
            .part("0.99", "1", new long[] {298}, new long[] {300})
            .together(1);
    SloEvaluation over =
        Parts.by(BudgetingMethod.OCCURRENCES)
            .part("0.99", "1", new long[] {299}, new long[] {300})
            .part("0.99", "1.000000001", new long[] {298}, new long[] {300})
            .together(1);

    assertThat(spent.verdict()).isEqualTo(Verdict.MET);
    assertThat(over.verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  @DisplayName("RatioTimeslices: what is missing adds up, two parts at 95 % are 90 % together")
  void missingPartsAddUp() {
    SloEvaluation whole =
        Parts.by(BudgetingMethod.RATIO_TIMESLICES)
            .part("0.9", "1", new long[] {100, 90}, new long[] {100, 100})
            .part("0.9", "1", new long[] {9, 10}, new long[] {10, 10})
            .together(2);

    assertThat(whole.sli()).isEqualTo(0.9);
    assertThat(whole.budgetConsumedRatio()).isEqualTo(1.0);
    assertThat(whole.verdict()).isEqualTo(Verdict.MET);
  }

  @Test
  @DisplayName("Timeslices: a slice that is bad for any part is bad, whatever else is not known")
  void badForAnyIsBad() {
    long[] total = {1, 1, 1, 1, 1, 0};
    SloEvaluation whole =
        Parts.by(BudgetingMethod.TIMESLICES)
            .part("0.9", "1", new long[] {0, 1, 1, 0, 1, 0}, total)
            .part("0.8", "5", new long[] {1, 0, 0, 0, 1, 0}, new long[] {1, 1, -1, -1, 0, 0})
            .together(6);

    // Bad, bad, unknown, bad (though half unknown), good (though half idle), idle.
    assertThat(whole.slices()).isEqualTo(new SloEvaluation.SliceCounts(1, 3, 1, 1, 0));
    assertThat(whole.objective().target()).isEqualByComparingTo("0.9");
    assertThat(whole.sli()).isEqualTo(0.25);
    assertThat(whole.coverage()).isEqualTo(5.0 / 6);
  }

  @Test
  @DisplayName("Holes of a part widen the bounds of the whole")
  void holesWidenBounds() {
    SloEvaluation whole =
        Parts.by(BudgetingMethod.RATIO_TIMESLICES)
            .part("0.5", "1", new long[] {1, 1}, new long[] {1, 1})
            .part("0.5", "1", new long[] {1, 0}, new long[] {1, -1})
            .together(2);

    // The second part is 1 as measured, and between 1/2 and 1.
    assertThat(whole.sli()).isEqualTo(1.0);
    assertThat(whole.sliWorst()).isEqualTo(0.5);
    assertThat(whole.sliBest()).isEqualTo(1.0);
    assertThat(whole.coverage()).isEqualTo(0.75);
  }

  @Test
  @DisplayName("A part without a budget allows nothing bad; good, it costs nothing")
  void partWithoutBudget() {
    SloEvaluation good =
        Parts.by(BudgetingMethod.OCCURRENCES)
            .part("1", "1", new long[] {10}, new long[] {10})
            .part("0.9", "1", new long[] {95}, new long[] {100})
            .together(1);
    SloEvaluation bad =
        Parts.by(BudgetingMethod.OCCURRENCES)
            .part("1", "1", new long[] {9}, new long[] {10})
            .part("0.9", "1", new long[] {100}, new long[] {100})
            .together(1);

    assertThat(good.verdict()).isEqualTo(Verdict.MET);
    assertThat(good.budgetConsumedRatio()).isNull();
    assertThat(bad.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(bad.sli()).isEqualTo(0.9);
  }

  @Test
  @DisplayName("Where nothing happened in any part nothing is claimed")
  void nothingHappened() {
    SloEvaluation whole =
        Parts.by(BudgetingMethod.OCCURRENCES)
            .part("0.9", "1", new long[] {0}, new long[] {0})
            .part("0.9", "1", new long[] {0}, new long[] {0})
            .together(1);

    assertThat(whole.verdict()).isEqualTo(Verdict.NOT_EVALUABLE);
    assertThat(whole.sli()).isNull();
  }
}
