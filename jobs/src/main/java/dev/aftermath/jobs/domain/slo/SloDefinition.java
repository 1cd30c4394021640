package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Window;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    String canonical =
        String.join(
            "\n",
            name,
            indicator.toString(),
            method.word(),
            objectives.toString(),
            window.toString());
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
