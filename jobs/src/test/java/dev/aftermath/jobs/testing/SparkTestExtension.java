package dev.aftermath.jobs.testing;

import dev.aftermath.jobs.spark.Sessions;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

final class SparkTestExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SparkTestExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("session", key -> new SharedSession(), SharedSession.class)
        .spark;
  }

  /**
   * Few tables are remembered: each holds the plans of its last state, and every test has tables of
   * its own.
   */
  private static final class SharedSession implements AutoCloseable {
    private final SparkSession spark =
        Sessions.start(
            "local[2]",
            Map.of(
                "spark.sql.shuffle.partitions",
                "2",
                "spark.databricks.delta.delta.log.cacheSize",
                "150"));

    @Override
    public void close() {
      spark.stop();
    }
  }
}
