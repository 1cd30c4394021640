package dev.aftermath.jobs.config;

/**
 * One thing wrong in a settings file.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param message the problem, the offending value and what is allowed
 */
public record Problem(String file, int line, int column, String message) {

  /** The same place with other words. */
  public Problem withMessage(String other) {
    return new Problem(file, line, column, other);
  }

  /** The problem as compilers print theirs: {@code file:line:column: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
