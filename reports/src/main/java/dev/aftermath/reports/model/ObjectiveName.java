package dev.aftermath.reports.model;

/**
 * Which objective a line speaks of.
 *
 * @param slo name of the SLO
 * @param service the service it is about
 * @param group the group, such as {@code tenant=acme}; empty where the SLO has none
 * @param objective name of the objective
 */
public record ObjectiveName(String slo, String service, String group, String objective) {
  /** SLO, objective and group, parted by dots. */
  public String inWords() {
    return slo + " · " + objective + (group.isEmpty() ? "" : " · " + group);
  }
}
