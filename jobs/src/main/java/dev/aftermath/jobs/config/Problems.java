package dev.aftermath.jobs.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that the reader mends everything at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Notes one problem. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Notes a problem at the place of a node. */
  public void at(YamlNode node, String message) {
    found.add(new Problem(node.file(), node.line(), node.column(), message));
  }

  /** What was found so far, in the order of finding. */
  public List<Problem> all() {
    return List.copyOf(found);
  }

  /** Whether nothing was found. */
  public boolean none() {
    return found.isEmpty();
  }

  /** Ends the reading of settings when anything was found. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidSettingsException(all());
    }
  }
}
