package dev.aftermath.jobs.config;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that cannot be used, with every problem found in them. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an unmodifiable list of records of strings and numbers
  private final transient List<Problem> problems;

  /** Joins all problems into one message, a line each. */
  public InvalidSettingsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of finding. */
  public List<Problem> problems() {
    return problems;
  }
}
