package dev.aftermath.jobs.sources;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Gathers the words of a part of a Markdown text, cells of tables included, line by line. */
class PlainText extends AbstractVisitor {
  final StringBuilder words = new StringBuilder();

  @Override
  public void visit(Text text) {
    words.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    words.append(code.getLiteral());
  }

  @Override
  public void visit(FencedCodeBlock block) {
    words.append(block.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock block) {
    words.append(block.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak lineBreak) {
    words.append('\n');
  }

  @Override
  public void visit(HardLineBreak lineBreak) {
    words.append('\n');
  }

  @Override
  public void visit(Paragraph paragraph) {
    visitChildren(paragraph);
    words.append('\n');
  }

  @Override
  public String toString() {
    return words.toString();
  }
}
