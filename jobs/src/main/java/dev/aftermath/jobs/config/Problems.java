package dev.aftermath.jobs.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that the reader mends everything at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Set<String> misspelt = new HashSet<>();
  private final Reading reading;

  /** Reads strictly. */
  public Problems() {
    this(Reading.STRICT);
  }

  /** Reads as told. */
  public Problems(Reading reading) {
    this.reading = reading;
  }

  /** Notes one problem. */
  public void add(Problem problem) {
    found.add(problem);
  }

  /** Notes a problem at the place of a node. */
  public void at(YamlNode node, String message) {
    found.add(problem(node, message));
  }

  /** Keeps in mind that an unknown key of a node, which was noted, is near to an allowed one. */
  void misspelt(YamlNode node, String allowed) {
    misspelt.add(node.position() + " " + allowed);
  }

  /** Whether a key that a node lacks may be there misspelt, which was noted then. */
  boolean isMisspelt(YamlNode node, String key) {
    return misspelt.contains(node.position() + " " + key);
  }

  /** Notes what is taken as it is, but should be looked at. */
  public void warn(YamlNode node, String message) {
    warnings.add(problem(node, message));
  }

  /**
   * Notes what strict reading refuses and lenient reading takes.
   *
   * @param taken what lenient reading makes of it
   */
  public void disputed(YamlNode node, String message, String taken) {
    if (reading == Reading.STRICT) {
      at(node, message);
    } else {
      warn(node, message + "; " + taken);
    }
  }

  /** Whether what is disputed is taken. */
  public boolean lenient() {
    return reading == Reading.LENIENT;
  }

  /** What was found so far, in the order of finding. */
  public List<Problem> all() {
    return List.copyOf(found);
  }

  /** What was taken although it should be looked at, in the order of finding. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
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

  private static Problem problem(YamlNode node, String message) {
    return new Problem(node.file(), node.line(), node.column(), message);
  }
}
