package dev.aftermath.jobs.domain.log;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How log lines are read.
 *
 * @param serviceLabels labels that name a stream's service, the best first
 * @param tenantLabels labels that name a stream's tenant, the best first
 * @param formats where the message stands in a line; of those that fit a stream the first counts
 * @param mostNewTemplates templates of one service that are new on one day: more are no templates,
 *     but lines whose message could not be told from their data
 */
public record LogRules(
    List<String> serviceLabels,
    List<String> tenantLabels,
    List<MessageFormat> formats,
    long mostNewTemplates)
    implements Serializable {
  /** The labels that Loki and its agents set by themselves; no formats. */
  public static final LogRules USUAL =
      new LogRules(
          List.of("service_name", "service", "app", "job"), List.of("tenant"), List.of(), 10_000);

  /** Takes copies of the lists. */
  public LogRules {
    serviceLabels = List.copyOf(serviceLabels);
    tenantLabels = List.copyOf(tenantLabels);
    formats = List.copyOf(formats);
  }

  /** The stream of some labels. */
  public LogStream stream(Map<String, String> labels) {
    return new LogStream(
        first(serviceLabels, labels),
        first(tenantLabels, labels),
        formats.stream().filter(format -> format.isOf(labels)).findFirst().orElse(null));
  }

  /** Loki's own word for a service that it could not name is no name. */
  private static @Nullable String first(List<String> names, Map<String, String> labels) {
    return names.stream()
        .map(labels::get)
        .filter(Objects::nonNull)
        .filter(value -> !value.isBlank() && !value.equals("unknown_service"))
        .findFirst()
        .orElse(null);
  }
}
