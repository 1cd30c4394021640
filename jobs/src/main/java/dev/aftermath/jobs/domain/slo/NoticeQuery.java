package dev.aftermath.jobs.domain.slo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which notices of a status page make time bad.
 *
 * @param source the only source whose notices count; null for every source
 * @param components as the page names them; empty for all, and for notices that name none
 * @param impacts some of {@link #IMPACTS}
 */
public record NoticeQuery(@Nullable String source, List<String> components, List<String> impacts)
    implements TimeQuery {
  /** The impacts that may make time bad: planned work and mere information never do. */
  public static final List<String> IMPACTS = List.of("minor", "major", "critical");

  /** Takes copies. */
  public NoticeQuery {
    components = List.copyOf(components);
    impacts = List.copyOf(impacts);
  }

  /** Every notice of a source, or of all. */
  public static NoticeQuery all(@Nullable String source) {
    return new NoticeQuery(source, List.of(), IMPACTS);
  }

  @Override
  public boolean looksAt(Map<String, String> labels) {
    return source == null || source.equals(labels.get("source"));
  }

  @Override
  public boolean concerns(Map<String, String> labels) {
    String component = labels.get("component");
    return looksAt(labels)
        && (components.isEmpty() || (component != null && components.contains(component)));
  }

  @Override
  public boolean matches(Map<String, String> labels) {
    String impact = labels.get("impact");
    return concerns(labels) && impact != null && impacts.contains(impact);
  }
}
