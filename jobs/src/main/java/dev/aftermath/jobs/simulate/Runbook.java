package dev.aftermath.jobs.simulate;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The runbook of a service, in English or German, with what is missing from it.
 *
 * @param parts how each part is written
 * @param revision tells the runbooks of two worlds apart
 */
record Runbook(Service service, Language language, Map<Part, Written> parts, String revision) {

  private static final String ADDRESS = "https://git.example.com/operations/runbooks/blob/main/";

  /** What a runbook should have. */
  enum Part {
    OWNER,
    PRECONDITIONS,
    STEPS,
    SUCCESS_INDICATORS,
    ROLLBACK
  }

  /** Whether a part is there. */
  enum Written {
    FULLY,
    HEADING_ALONE,
    NOT_AT_ALL
  }

  /** What it is written in. */
  enum Language {
    ENGLISH,
    GERMAN
  }

  static Runbook of(World world, Service service) {
    SplittableRandom random = Seeds.random(Seeds.mix(world.serviceKey(service), 801));
    Map<Part, Written> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      int draw = random.nextInt(100);
      parts.put(
          part, draw < 8 ? Written.NOT_AT_ALL : draw < 16 ? Written.HEADING_ALONE : Written.FULLY);
    }
    return new Runbook(
        service,
        service.index() % 3 == 1 ? Language.GERMAN : Language.ENGLISH,
        parts,
        Seeds.hex32(Seeds.mix(world.serviceKey(service), 803)));
  }

  String fileName() {
    return service.name() + ".md";
  }

  /** What the ticket says it was handled by; empty or out of date at times. */
  static String reference(Ticket ticket, Service service) {
    int draw = Seeds.random(Seeds.mix(67, ticket.sysId())).nextInt(100);
    if (draw < 5) {
      return "";
    }
    return ADDRESS + (draw < 8 ? "retired-procedure" : service.name()) + ".md#steps";
  }

  /** Whether the ticket names a runbook that exists. */
  static boolean isNamedBy(Ticket ticket, Service service) {
    return reference(ticket, service).contains("/" + service.name() + ".md");
  }
}
