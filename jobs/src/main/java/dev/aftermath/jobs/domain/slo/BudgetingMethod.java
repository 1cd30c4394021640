package dev.aftermath.jobs.domain.slo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How events become a budget, as OpenSLO names the ways. */
public enum BudgetingMethod {
  /** Good events over all events. */
  OCCURRENCES("Occurrences"),
  /** Good slices over slices with events. */
  TIMESLICES("Timeslices"),
  /** The mean of the ratios of the slices with events. */
  RATIO_TIMESLICES("RatioTimeslices");

  private final String word;

  BudgetingMethod(String word) {
    this.word = word;
  }

  /** The method of OpenSLO's word. */
  public static Optional<BudgetingMethod> ofWord(String word) {
    return Arrays.stream(values()).filter(method -> method.word.equals(word)).findFirst();
  }

  /** All of OpenSLO's words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(BudgetingMethod::word).toList();
  }

  /** OpenSLO's word. */
  public String word() {
    return word;
  }
}
