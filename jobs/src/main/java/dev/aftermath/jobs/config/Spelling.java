package dev.aftermath.jobs.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a misspelt word was meant to be. */
public final class Spelling {
  private Spelling() {}

  /** The allowed word that differs least, unless more than a third of the letters differ. */
  public static Optional<String> nearest(String word, Collection<String> allowed) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return new TreeSet<>(allowed)
        .stream()
            .min(Comparator.comparingInt(candidate -> distance.apply(word, candidate)))
            .filter(
                candidate -> distance.apply(word, candidate) <= Math.max(1, candidate.length() / 3))
            .or(() -> allowed.stream().filter(word::equalsIgnoreCase).findFirst());
  }

  /** The end of a message: the nearest word, and all that are allowed. */
  public static String suggestion(String word, Collection<String> allowed) {
    String near = nearest(word, allowed).map(it -> "; did you mean \"" + it + "\"?").orElse("");
    return near + " (allowed: " + String.join(", ", new TreeSet<>(allowed)) + ")";
  }
}
