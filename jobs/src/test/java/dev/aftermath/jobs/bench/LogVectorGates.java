package dev.aftermath.jobs.bench;

import dev.aftermath.jobs.domain.log.LogVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.JDKRandomGenerator;

/**
 * Whether the vectors of what is written around failures tell kinds of failure apart: runs with
 * injected faults and the kind of failure that came of each. Grouped into as many groups as there
 * are kinds, and by the nearest first one of a group, as incidents are compared.
 */
final class LogVectorGates {
  private static final List<String> WORKLOADS = List.of("DEPL", "NET", "STO");
  private static final int SEEDS = 10;
  private static final int ROUNDS = 100;
  private static final int TRIALS = 10;
  private static final double ALIKE = 0.8;

  private LogVectorGates() {}

  /** The purity of the groups, workload by workload. */
  static List<Gate> measure(Options options) throws IOException {
    List<Gate> gates = new ArrayList<>();
    for (String workload : WORKLOADS) {
      Path folder = options.path("data").resolve("openstack-failures").resolve(workload);
      List<Map<String, Long>> runs = runs(folder.resolve("SEQ.tsv"));
      List<String> kinds = Files.readAllLines(folder.resolve("Failure_Labels.txt"));
      String data = "OpenStack " + workload + ", " + runs.size() + " runs";
      LogVectors vectors = new LogVectors();
      runs.forEach(vectors::add);
      List<Map<String, Double>> all = runs.stream().map(vectors::of).toList();
      int kindCount = (int) kinds.stream().distinct().count();
      gates.add(
          Gate.atLeast(
              0.77,
              "vectors",
              "purity of " + kindCount + " groups",
              data,
              purityOfAsMany(all, kinds, kindCount)));
      int[] led = led(all);
      int groups = (int) Arrays.stream(led).distinct().count();
      gates.add(
          Gate.told("vectors", "purity, " + groups + " led groups", data, purity(led, kinds)));
    }
    return gates;
  }

  /** Tab-separated, the first line names the events. */
  private static List<Map<String, Long>> runs(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] events = lines.get(0).split("\t", -1);
    List<Map<String, Long>> runs = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] counts = line.split("\t", -1);
      Map<String, Long> run = new HashMap<>();
      for (int i = 0; i < events.length; i++) {
        run.put(events[i], (long) Double.parseDouble(counts[i]));
      }
      runs.add(run);
    }
    return runs;
  }

  /** The mean over ten seeds: what one draws says more of the seed than of the vectors. */
  private static double purityOfAsMany(
      List<Map<String, Double>> vectors, List<String> kinds, int count) {
    List<Numbered> points = points(vectors);
    return IntStream.rangeClosed(1, SEEDS)
        .mapToDouble(seed -> purity(asManyAs(points, count, seed), kinds))
        .average()
        .orElseThrow();
  }

  private static List<Numbered> points(List<Map<String, Double>> vectors) {
    Map<String, Integer> places = new TreeMap<>();
    vectors.forEach(it -> it.keySet().forEach(name -> places.putIfAbsent(name, places.size())));
    List<Numbered> points = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      double[] point = new double[places.size()];
      vectors.get(i).forEach((name, weight) -> point[places.get(name)] = weight);
      points.add(new Numbered(i, point));
    }
    return points;
  }

  /** The best of ten k-means clusterings drawn by a seed. */
  private static int[] asManyAs(List<Numbered> points, int count, int seed) {
    KMeansPlusPlusClusterer<Numbered> clusterer =
        new KMeansPlusPlusClusterer<>(
            count, ROUNDS, new EuclideanDistance(), new JDKRandomGenerator(seed));
    List<CentroidCluster<Numbered>> clusters =
        new MultiKMeansPlusPlusClusterer<>(clusterer, TRIALS).cluster(points);
    int[] groups = new int[points.size()];
    for (int group = 0; group < clusters.size(); group++) {
      for (Numbered point : clusters.get(group).getPoints()) {
        groups[point.number] = group;
      }
    }
    return groups;
  }

  private static int[] led(List<Map<String, Double>> vectors) {
    List<Map<String, Double>> leaders = new ArrayList<>();
    int[] groups = new int[vectors.size()];
    for (int i = 0; i < groups.length; i++) {
      int nearest = -1;
      double most = ALIKE;
      for (int leader = 0; leader < leaders.size(); leader++) {
        double cosine = LogVectors.cosine(vectors.get(i), leaders.get(leader));
        if (cosine > most || (cosine == most && nearest < 0)) {
          most = cosine;
          nearest = leader;
        }
      }
      if (nearest < 0) {
        nearest = leaders.size();
        leaders.add(vectors.get(i));
      }
      groups[i] = nearest;
    }
    return groups;
  }

  /** The share of those whose kind is the commonest of their group. */
  static double purity(int[] groups, List<String> kinds) {
    Map<Integer, Map<String, Integer>> counts = new TreeMap<>();
    for (int i = 0; i < groups.length; i++) {
      counts
          .computeIfAbsent(groups[i], group -> new TreeMap<>())
          .merge(kinds.get(i), 1, Integer::sum);
    }
    return counts.values().stream()
            .mapToInt(it -> it.values().stream().mapToInt(Integer::intValue).max().orElse(0))
            .sum()
        / (double) groups.length;
  }

  private static final class Numbered extends DoublePoint {
    private static final long serialVersionUID = 1L;

    private final int number;

    Numbered(int number, double[] point) {
      super(point);
      this.number = number;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }
}
