package dev.aftermath.jobs.simulate;

import static java.util.Objects.requireNonNull;

/**
 * What keeps a world apart from others whose exports are taken into the same lake.
 *
 * @param prefix what the names of services, teams and tenants begin with; may be empty
 * @param firstNumber the number of the first incident, from which changes are numbered, too; leave
 *     as many between two worlds as either has incidents
 */
public record Namespace(String prefix, long firstNumber) {
  /** Of a world that stands alone. */
  public static final Namespace ALONE = new Namespace("", 1_001);

  public Namespace {
    requireNonNull(prefix, "prefix is null");
  }
}
