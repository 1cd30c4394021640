package dev.aftermath.jobs.sources;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * The words of a part of a Confluence page: dates, persons, status lozenges and tickets by what
 * they stand for, each paragraph and list item on a line of its own.
 */
final class ConfluenceText {
  private static final Set<String> LINES = Set.of("p", "li", "div", "tr", "ac:task");
  private static final Set<String> SILENT = Set.of("ac:parameter", "ac:placeholder", "ac:task-id");
  private static final Pattern SPACES = Pattern.compile("[\\s\u00a0]+");
  private static final Pattern AROUND_LINES = Pattern.compile(" *\n[ \n]*");

  private final StringBuilder words = new StringBuilder();

  private ConfluenceText() {}

  static String of(Element element) {
    ConfluenceText text = new ConfluenceText();
    text.children(element);
    return AROUND_LINES.matcher(text.words).replaceAll("\n").strip();
  }

  /** The words of a node between others. */
  static String of(Node node) {
    ConfluenceText text = new ConfluenceText();
    text.node(node);
    return AROUND_LINES.matcher(text.words).replaceAll("\n").strip();
  }

  private void children(Element element) {
    element.childNodes().forEach(this::node);
  }

  private void node(Node node) {
    if (node instanceof TextNode text) {
      words.append(SPACES.matcher(text.getWholeText()).replaceAll(" "));
    } else if (node instanceof Element element) {
      element(element);
    }
  }

  private void element(Element element) {
    String name = element.tagName().toLowerCase(Locale.ROOT);
    if (SILENT.contains(name)) {
      return;
    }
    switch (name) {
      case "br" -> words.append('\n');
      case "time" -> words.append(element.attr("datetime"));
      case "ri:user" -> words.append('@').append(user(element));
      case "ac:structured-macro" -> macro(element);
      case "ac:emoticon" -> words.append(emoticon(element));
      case "a" -> link(element);
      default -> {
        children(element);
        if (LINES.contains(name)) {
          words.append('\n');
        }
      }
    }
  }

  /** Accounts of the cloud, keys and names of the data centre. */
  private static String user(Element user) {
    for (String attribute : new String[] {"ri:account-id", "ri:userkey", "ri:username"}) {
      if (!user.attr(attribute).isEmpty()) {
        return user.attr(attribute);
      }
    }
    return "unknown";
  }

  private void macro(Element macro) {
    switch (macro.attr("ac:name")) {
      case "status" -> words.append(ConfluenceDocument.parameter(macro, "title"));
      case "jira" -> words.append(ConfluenceDocument.parameter(macro, "key"));
      default -> children(macro);
    }
  }

  private static String emoticon(Element emoticon) {
    return switch (emoticon.attr("ac:name")) {
      case "tick" -> "✅";
      case "cross" -> "open";
      default -> emoticon.attr("ac:emoji-fallback");
    };
  }

  private void link(Element link) {
    int start = words.length();
    children(link);
    words.append(LinkedText.address(link.attr("href"), words.substring(start)));
  }
}
