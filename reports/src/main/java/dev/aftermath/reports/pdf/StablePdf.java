package dev.aftermath.reports.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes chance and clock out of a finished PDF: the random six letters before the names of embedded
 * fonts, the dates, and the file identifier. The cross-reference table is moved along.
 */
final class StablePdf {
  private static final Pattern FONT = Pattern.compile("/[A-Z]{6}\\+(?=[A-Za-z])");
  private static final Pattern DATE = Pattern.compile("/(CreationDate|ModDate)\\(D:[^)]*\\)");
  private static final Pattern IDENTIFIER =
      Pattern.compile("/ID ?\\[<[0-9a-f]{32}><[0-9a-f]{32}>\\]");
  private static final Pattern ENTRY = Pattern.compile("(?m)^(\\d{10}) \\d{5} n");
  private static final Pattern START = Pattern.compile("startxref\\n(\\d+)\\n");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String ZEROS = "0".repeat(32);

  private StablePdf() {}

  static byte[] of(byte[] pdf, Instant date) {
    // One byte is one char, so that positions in the text are positions in the file.
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    NavigableMap<Integer, Edit> edits = new TreeMap<>();
    collect(FONT, text, edits, match -> "/AFTMTH+");
    collect(DATE, text, edits, match -> "/%s(D:%sZ)".formatted(match.group(1), STAMP.format(date)));
    collect(IDENTIFIER, text, edits, match -> identifier(ZEROS));
    int table = text.lastIndexOf("\nxref\n");
    Matcher entries = ENTRY.matcher(text).region(table, text.length());
    while (entries.find()) {
      int position = Integer.parseInt(entries.group(1));
      edits.put(
          entries.start(),
          new Edit(entries.start() + 10, "%010d".formatted(position + shift(edits, position))));
    }
    Matcher start = START.matcher(text).region(table, text.length());
    if (start.find()) {
      int position = Integer.parseInt(start.group(1));
      edits.put(
          start.start(1),
          new Edit(start.end(1), Integer.toString(position + shift(edits, position))));
    }
    byte[] edited = apply(text, edits);
    String stable = new String(edited, StandardCharsets.ISO_8859_1);
    return stable
        .replace(identifier(ZEROS), identifier(digest(edited).substring(0, 32)))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void collect(
      Pattern pattern,
      String text,
      NavigableMap<Integer, Edit> edits,
      Function<Matcher, String> edit) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      edits.put(matcher.start(), new Edit(matcher.end(), edit.apply(matcher)));
    }
  }

  private static int shift(NavigableMap<Integer, Edit> edits, int position) {
    return edits.headMap(position).entrySet().stream()
        .mapToInt(edit -> edit.getValue().text().length() - (edit.getValue().end() - edit.getKey()))
        .sum();
  }

  private static byte[] apply(String text, NavigableMap<Integer, Edit> edits) {
    var out = new ByteArrayOutputStream(text.length());
    int done = 0;
    for (var edit : edits.entrySet()) {
      out.writeBytes(text.substring(done, edit.getKey()).getBytes(StandardCharsets.ISO_8859_1));
      out.writeBytes(edit.getValue().text().getBytes(StandardCharsets.ISO_8859_1));
      done = edit.getValue().end();
    }
    out.writeBytes(text.substring(done).getBytes(StandardCharsets.ISO_8859_1));
    return out.toByteArray();
  }

  private static String identifier(String digits) {
    return "/ID [<%s><%s>]".formatted(digits, digits);
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }

  private record Edit(int end, String text) {}
}
