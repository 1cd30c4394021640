package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.text.CauseFeatures;
import dev.aftermath.jobs.text.CauseModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How well the classifier tells classes that people gave: the mean over the classes of F1 (macro
 * F1), of predictions by models that were learnt from the other folds.
 */
final class CauseClassGate {
  private static final int FOLDS = 5;

  private CauseClassGate() {}

  /** A sentence and the class that a person gave it. */
  record Labelled(String label, String sentence) {}

  /**
   * What came of one division into folds.
   *
   * @param accuracy share of all that were told right
   * @param macroF1 mean over classes of 2 * precision * recall / (precision + recall)
   */
  record Outcome(double accuracy, double macroF1) {}

  /** The outcomes of some divisions, each drawn by its own seed. */
  static List<Outcome> outcomes(List<Labelled> all, CauseFeatures features, int divisions) {
    List<CauseModel.Example> examples =
        all.stream()
            .map(it -> new CauseModel.Example(it.label(), features.in(it.sentence())))
            .toList();
    List<Outcome> outcomes = new ArrayList<>();
    for (int seed = 1; seed <= divisions; seed++) {
      outcomes.add(outcome(examples, folds(examples, seed)));
    }
    return outcomes;
  }

  /** Each class is spread evenly over the folds. */
  private static int[] folds(List<CauseModel.Example> examples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, List<Integer>> byLabel = new TreeMap<>();
    for (int i = 0; i < examples.size(); i++) {
      byLabel.computeIfAbsent(examples.get(i).label(), it -> new ArrayList<>()).add(i);
    }
    int[] folds = new int[examples.size()];
    int next = 0;
    for (List<Integer> places : byLabel.values()) {
      for (int i = places.size() - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = places.get(i);
        places.set(i, places.get(other));
        places.set(other, kept);
      }
      for (int place : places) {
        folds[place] = next++ % FOLDS;
      }
    }
    return folds;
  }

  private static Outcome outcome(List<CauseModel.Example> examples, int[] folds) {
    String[] told = new String[examples.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      List<CauseModel.Example> others = new ArrayList<>();
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] != fold) {
          others.add(examples.get(i));
        }
      }
      CauseModel model = CauseModel.of(others);
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == fold) {
          told[i] = model.classify(examples.get(i).features()).label();
        }
      }
    }
    return outcome(examples.stream().map(CauseModel.Example::label).toList(), List.of(told));
  }

  static Outcome outcome(List<String> given, List<String> told) {
    Map<String, Integer> right = new HashMap<>();
    Map<String, Integer> toldCounts = new HashMap<>();
    Map<String, Integer> givenCounts = new HashMap<>();
    int rightInAll = 0;
    for (int i = 0; i < given.size(); i++) {
      givenCounts.merge(given.get(i), 1, Integer::sum);
      toldCounts.merge(told.get(i), 1, Integer::sum);
      if (given.get(i).equals(told.get(i))) {
        right.merge(given.get(i), 1, Integer::sum);
        rightInAll++;
      }
    }
    double sum = 0;
    for (String label : new TreeSet<>(givenCounts.keySet())) {
      // 2 p r / (p + r), where p = right / told and r = right / given.
      sum +=
          2.0
              * right.getOrDefault(label, 0)
              / (givenCounts.get(label) + toldCounts.getOrDefault(label, 0));
    }
    return new Outcome(rightInAll / (double) given.size(), sum / givenCounts.size());
  }
}
