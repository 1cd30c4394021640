package dev.aftermath.jobs.text;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import dev.aftermath.jobs.domain.digest.Sha256;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns from labelled texts which class a text is of: logistic regression with an L2 penalty, one
 * class against the others, by LIBLINEAR's trust region method, which draws nothing at random. The
 * same examples in whatever order give the same model.
 */
public final class CauseModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final double PENALTY_WEIGHT = 4;
  private static final double TOLERANCE = 1e-6;

  private final List<String> classes;
  private final Map<String, Integer> places;
  private final Model model;
  private final String version;

  private CauseModel(
      List<String> classes, Map<String, Integer> places, Model model, String version) {
    this.classes = classes;
    this.places = places;
    this.model = model;
    this.version = version;
  }

  /**
   * A labelled text.
   *
   * @param features its numbers by their names; those that are 0 may be left out
   */
  public record Example(String label, Map<String, Double> features) {
    /** Takes a copy, in the order of the names. */
    public Example {
      features = new TreeMap<>(features);
    }
  }

  /**
   * A class.
   *
   * @param probability from 0 to 1
   * @param margin what it is more probable than the next class, from 0 to 1
   */
  public record Answer(String label, double probability, double margin) {}

  /**
   * Learns.
   *
   * @throws IllegalArgumentException when the examples are of fewer than two classes
   */
  public static CauseModel of(List<Example> examples) {
    List<String> classes =
        List.copyOf(new TreeSet<>(examples.stream().map(Example::label).toList()));
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "Cannot learn from labels of " + classes + " alone; at least two classes are needed");
    }
    List<Example> ordered = new ArrayList<>(examples);
    ordered.sort(
        Comparator.comparing(Example::label)
            .thenComparing(example -> example.features().toString()));
    TreeSet<String> names = new TreeSet<>();
    ordered.forEach(example -> names.addAll(example.features().keySet()));
    Map<String, Integer> places = new TreeMap<>();
    names.forEach(name -> places.put(name, places.size() + 1));
    Problem problem = new Problem();
    problem.l = ordered.size();
    problem.n = places.size() + 1;
    problem.bias = 1;
    problem.x = new Feature[problem.l][];
    problem.y = new double[problem.l];
    for (int i = 0; i < problem.l; i++) {
      problem.x[i] = features(ordered.get(i).features(), places);
      problem.y[i] = classes.indexOf(ordered.get(i).label());
    }
    Linear.disableDebugOutput();
    Model model = Linear.train(problem, parameter(classes, ordered));
    return new CauseModel(classes, places, model, version(ordered));
  }

  /** Each class weighs the same, however many examples it has: rare causes are not to go under. */
  private static Parameter parameter(List<String> classes, List<Example> examples) {
    double[] weights = new double[classes.size()];
    int[] labels = new int[classes.size()];
    for (Example example : examples) {
      weights[classes.indexOf(example.label())]++;
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i;
      weights[i] = examples.size() / (classes.size() * weights[i]);
    }
    Parameter parameter = new Parameter(SolverType.L2R_LR, PENALTY_WEIGHT, TOLERANCE);
    parameter.setWeights(weights, labels);
    return parameter;
  }

  /** The most probable class; of equals the first in alphabetical order. */
  public Answer classify(Map<String, Double> features) {
    double[] probabilities = new double[classes.size()];
    Linear.predictProbability(model, features(features, places), probabilities);
    int[] labels = model.getLabels();
    int best = 0;
    for (int i = 1; i < labels.length; i++) {
      boolean isAhead = probabilities[i] > probabilities[best];
      boolean isEqualButEarlier =
          probabilities[i] == probabilities[best] && labels[i] < labels[best];
      best = isAhead || isEqualButEarlier ? i : best;
    }
    double next = 0;
    for (int i = 0; i < labels.length; i++) {
      next = i == best ? next : Math.max(next, probabilities[i]);
    }
    return new Answer(classes.get(labels[best]), probabilities[best], probabilities[best] - next);
  }

  /** Stands for all that it was learnt from: of equal versions the answers are equal. */
  public String version() {
    return version;
  }

  private static String version(List<Example> ordered) {
    return Sha256.hex(ordered + " " + PENALTY_WEIGHT).substring(0, 16);
  }

  private static Feature[] features(Map<String, Double> features, Map<String, Integer> places) {
    Map<Integer, Double> known = new TreeMap<>();
    features.forEach(
        (name, value) -> {
          Integer place = places.get(name);
          if (place != null && value != 0) {
            known.put(place, value);
          }
        });
    List<Feature> nodes = new ArrayList<>();
    known.forEach((place, value) -> nodes.add(new FeatureNode(place, value)));
    nodes.add(new FeatureNode(places.size() + 1, 1));
    return nodes.toArray(Feature[]::new);
  }
}
