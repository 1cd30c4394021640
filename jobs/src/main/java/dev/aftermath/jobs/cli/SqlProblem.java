package dev.aftermath.jobs.cli;

import dev.aftermath.jobs.config.Spelling;
import dev.aftermath.jobs.pipeline.Views;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkThrowable;

/** What is wrong with a SQL question, in one line. */
final class SqlProblem {
  /**
   * Classes of SQLSTATE that the one who asks can mend: features, cardinality, values and names.
   */
  private static final Set<String> OF_THE_QUESTION = Set.of("0A", "21", "22", "42");

  private SqlProblem() {}

  /** What to say about a failure; empty when it is none of the question. */
  static Optional<InvalidInputException> of(Exception failure) {
    if (!(failure instanceof SparkThrowable problem)
        || problem.getSqlState() == null
        || !OF_THE_QUESTION.contains(problem.getSqlState().substring(0, 2))) {
      return Optional.empty();
    }
    String cause = "Cannot answer the question: ";
    if (!"TABLE_OR_VIEW_NOT_FOUND".equals(problem.getCondition())) {
      return Optional.of(
          new InvalidInputException(cause + firstLine(String.valueOf(failure.getMessage()))));
    }
    String name = problem.getMessageParameters().getOrDefault("relationName", "").replace("`", "");
    return Optional.of(
        new InvalidInputException(
            cause
                + "there is no table \""
                + name
                + "\""
                + Spelling.suggestion(name, Views.names())));
  }

  /** Spark's cause, without its class of error, its plan and its copy of the question. */
  private static String firstLine(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("")
        .replaceFirst("^\\[[A-Z0-9_.]+] ", "")
        .replaceFirst(" SQLSTATE: [0-9A-Z]+", "");
  }
}
