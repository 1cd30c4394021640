package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Window;
import dev.aftermath.jobs.domain.digest.Sha256;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * An SLO as declared.
 *
 * @param labels values by name, both in the order of the alphabet
 */
public record SloDefinition(
    String name,
    String displayName,
    String service,
    SortedMap<String, List<String>> labels,
    Indicator indicator,
    BudgetingMethod method,
    List<Objective> objectives,
    Window window)
    implements Serializable {

  /**
   * SHA-256 of everything that a figure depends on, in hexadecimal: name, indicator, method,
   * objectives and window. A changed label or display name is no new definition.
   */
  public String digest() {
    return Sha256.hex(
        String.join(
            "\n",
            name,
            indicator.toString(),
            method.word(),
            objectives.toString(),
            window.toString()));
  }
}
