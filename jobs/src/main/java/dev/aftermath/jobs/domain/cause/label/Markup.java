package dev.aftermath.jobs.domain.cause.label;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the tags out of a text that may be HTML, paragraphs and lines kept apart. */
final class Markup {
  private static final Pattern BREAKS =
      Pattern.compile("(?i)</?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|section|blockquote)\\b[^<>]*>");
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>");
  private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,6})|([a-z]{2,5}));");
  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "ndash", "-",
          "mdash", "-", "rsquo", "'");

  private Markup() {}

  static String plain(String text) {
    String lines = text.replace("\r", "");
    if (BREAKS.matcher(lines).find()) {
      // In HTML a line's end is white space, and only tags break lines.
      lines = BREAKS.matcher(lines.replace('\n', ' ')).replaceAll("\n");
    }
    return ENTITY.matcher(TAG.matcher(lines).replaceAll("")).replaceAll(Markup::character);
  }

  private static String character(MatchResult entity) {
    if (entity.group(1) != null) {
      int code = Integer.parseInt(entity.group(1));
      return Character.isValidCodePoint(code)
          ? Matcher.quoteReplacement(Character.toString(code))
          : " ";
    }
    return Matcher.quoteReplacement(ENTITIES.getOrDefault(entity.group(2), " "));
  }
}
