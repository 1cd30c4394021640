package dev.aftermath.jobs.domain.cause;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the titles of one monitor's alerts have in common: whatever differs from one alert to the
 * next is masked, and so are the names of the service and the tenant that it is about.
 *
 * @param text the masked words in their order; empty when nothing telling is left
 * @param words the distinct ones by which titles are compared, sorted. The names of service and
 *     tenant are not among them: all titles of one scope share these
 */
public record MaskedTitle(String text, List<String> words) {
  /** What stands for anything that differs. */
  public static final String MASK = "<*>";

  private static final String SERVICE = "<service>";
  private static final String TENANT = "<tenant>";
  private static final Pattern MASKED =
      Pattern.compile("<(?:time|id|ip|n|hex|host|quoted|service|tenant)>");
  private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}<]+|[^\\p{L}\\p{N}>]+$");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** Takes a copy of the words. */
  public MaskedTitle {
    words = List.copyOf(words);
  }

  /** Masks a title. Upper and lower case are levelled. */
  public static MaskedTitle of(String title, @Nullable String service, @Nullable String tenant) {
    String level = named(named(CauseText.normalised(title), service, SERVICE), tenant, TENANT);
    return read(
        SPACES
            .splitAsStream(level)
            .map(MaskedTitle::word)
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(" ")));
  }

  /** The title that reads so once it is masked. */
  static MaskedTitle read(String text) {
    Set<String> compared = new TreeSet<>(SPACES.splitAsStream(text).toList());
    compared.removeAll(List.of(SERVICE, TENANT, ""));
    boolean isTelling = compared.stream().anyMatch(word -> !word.equals(MASK));
    return isTelling
        ? new MaskedTitle(text, List.copyOf(compared))
        : new MaskedTitle("", List.of());
  }

  /** Whether nothing telling is left. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  private static String word(String part) {
    var mask = MASKED.matcher(part);
    if (mask.find()) {
      String found = mask.group();
      return found.equals(SERVICE) || found.equals(TENANT) ? found : MASK;
    }
    return EDGES.matcher(part).replaceAll("");
  }

  /** Names are masked as titles are, so that one with a number is found in what became of it. */
  private static String named(String text, @Nullable String name, String mask) {
    String wanted = name == null ? "" : CauseText.normalised(name);
    if (wanted.length() < 2) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      int end = at + wanted.length();
      if (at >= from && isEdge(text, at - 1) && isEdge(text, end)) {
        out.append(text, from, at).append(mask);
        from = end;
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  private static boolean isEdge(String text, int at) {
    return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
  }
}
