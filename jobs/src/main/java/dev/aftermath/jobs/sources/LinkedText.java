package dev.aftermath.jobs.sources;

import java.util.Locale;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;

/** Plain text that keeps the addresses of links to incidents and tickets, in brackets. */
final class LinkedText extends PlainText {

  static String of(Node node) {
    LinkedText text = new LinkedText();
    node.accept(text);
    return text.toString().strip();
  }

  @Override
  public void visit(Link link) {
    int start = words.length();
    visitChildren(link);
    words.append(address(link.getDestination(), words.substring(start)));
  }

  @Override
  public void visit(HtmlInline html) {
    if (html.getLiteral().toLowerCase(Locale.ROOT).startsWith("<br")) {
      words.append('\n');
    }
  }

  /**
   * The address as text adds it: only one that says more than the words do.
   *
   * @param shown the words of the link
   */
  static String address(String address, String shown) {
    boolean isTelling =
        address.matches(
            "https?://.*(/incidents/|/browse/|/issues/|/pull/|number=|sys_id=|_workitems).*");
    return isTelling && !shown.contains(address) ? " (" + address + ")" : "";
  }
}
