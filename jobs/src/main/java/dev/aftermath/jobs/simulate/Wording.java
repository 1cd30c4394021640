package dev.aftermath.jobs.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Fills a sentence with what differs from one occurrence to the next: hosts, numbers, ids, times.
 * Two tickets with the same cause therefore never read the same.
 */
final class Wording {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String HOST_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private Wording() {}

  static String fill(
      String template, Service service, Tenant tenant, long second, SplittableRandom random) {
    StringBuilder text = new StringBuilder(template.length() + 40);
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      int close = template.indexOf('}', open);
      text.append(template, from, open);
      text.append(value(template.substring(open + 1, close), service, tenant, second, random));
      from = close + 1;
    }
    return text.append(template, from, template.length()).toString();
  }

  /** The same words, written by somebody else: capitals, white space and full stops differ. */
  static String retyped(String sentence, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> sentence.toUpperCase(Locale.ROOT);
      case 1 -> sentence.toLowerCase(Locale.ROOT);
      case 2 -> " " + sentence.replace(" ", "  ");
      default -> sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    };
  }

  private static String value(
      String name, Service service, Tenant tenant, long second, SplittableRandom random) {
    return switch (name) {
      case "service" -> service.name();
      case "tenant" -> tenant.name();
      case "host" -> host(service, random);
      case "ip" ->
          "10." + random.nextInt(64) + "." + random.nextInt(256) + "." + random.nextInt(1, 255);
      case "n" -> Integer.toString(random.nextInt(2, 9_000));
      case "pct" -> Integer.toString(random.nextInt(3, 100));
      case "ms" -> Integer.toString(random.nextInt(1_000, 60_000));
      case "version" ->
          "v" + random.nextInt(1, 9) + "." + random.nextInt(40) + "." + random.nextInt(12);
      case "chg" -> "CHG%07d".formatted(random.nextInt(30_000, 60_000));
      case "uuid" -> uuid(random);
      case "time" -> TIME.format(Instant.ofEpochSecond(second + random.nextInt(3_600)));
      default -> throw new IllegalArgumentException("Invalid place holder: {" + name + "}");
    };
  }

  private static String host(Service service, SplittableRandom random) {
    return service.name() + "-" + letters(random, 9) + "-" + letters(random, 5);
  }

  private static String letters(SplittableRandom random, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(HOST_LETTERS.charAt(random.nextInt(HOST_LETTERS.length())));
    }
    return text.toString();
  }

  private static String uuid(SplittableRandom random) {
    String hex = Seeds.hex32(random.nextLong());
    return hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-4"
        + hex.substring(13, 16)
        + "-a"
        + hex.substring(17, 20)
        + "-"
        + hex.substring(20);
  }
}
