package dev.aftermath.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Map;
import java.util.Set;

/** Calls of methods, and references to them, by the methods' names. */
final class Accesses {
  /** The name that a constructor has in bytecode. */
  static final String CONSTRUCTOR = "<init>";

  /** What gives another answer each time, by class. */
  private static final Map<String, Set<String>> CLOCK_OR_CHANCE =
      Map.ofEntries(
          Map.entry("java.lang.System", Set.of("currentTimeMillis")),
          Map.entry("java.lang.Math", Set.of("random")),
          Map.entry("java.time.InstantSource", Set.of("system")),
          Map.entry("java.util.Date", Set.of(CONSTRUCTOR)),
          Map.entry("java.util.Calendar", Set.of("getInstance")),
          Map.entry("java.util.UUID", Set.of("randomUUID")),
          Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("current")),
          Map.entry("java.security.SecureRandom", Set.of(CONSTRUCTOR)),
          Map.entry(
              "org.apache.spark.sql.functions",
              Set.of(
                  "curdate",
                  "current_date",
                  "current_time",
                  "current_timestamp",
                  "localtimestamp",
                  "monotonically_increasing_id",
                  "now",
                  "rand",
                  "randn",
                  "random",
                  "shuffle",
                  "uuid")));

  private static final Set<String> UNSEEDED =
      Set.of("java.util.Random", "java.util.SplittableRandom");

  private Accesses() {}

  static DescribedPredicate<JavaAccess<?>> to(String owner, String... names) {
    Set<String> wanted = Set.of(names);
    return describe(
        "target is one of " + owner + "." + wanted,
        access -> isOf(access, owner) && wanted.contains(access.getTarget().getName()));
  }

  static DescribedPredicate<JavaAccess<?>> clockOrChance() {
    return describe("target reads a clock or makes a random value", Accesses::readsClockOrChance);
  }

  private static boolean readsClockOrChance(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    if (owner.startsWith("java.time.")) {
      return name.equals("now") || (owner.equals("java.time.Clock") && isFactory(name));
    }
    if (UNSEEDED.contains(owner) && name.equals(CONSTRUCTOR)) {
      return access.getTarget().getFullName().endsWith("()");
    }
    return CLOCK_OR_CHANCE.getOrDefault(owner, Set.of()).contains(name);
  }

  private static boolean isFactory(String name) {
    return name.startsWith("system") || name.startsWith("tick");
  }

  private static boolean isOf(JavaAccess<?> access, String owner) {
    return access.getTargetOwner().isAssignableTo(owner);
  }
}
