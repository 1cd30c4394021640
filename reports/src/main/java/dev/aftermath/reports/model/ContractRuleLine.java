package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * How one rule of the operations contract was kept.
 *
 * @param rule its identifier
 * @param version its version
 * @param subject what it is about, such as {@code incident}
 * @param severity how grave it is to break it: {@code high}, {@code medium} or {@code low}
 * @param owner who keeps it
 * @param text what it asks for
 * @param span what was checked
 * @param checkedCount how many the rule was for
 * @param metCount those that kept it
 * @param metRatio met of checked, null where nothing was checked
 * @param variation what the weeks before say about {@code metRatio}; null of what has no time
 * @param openCount findings that can still be mended, of whatever week up to this
 * @param newOpenCount those of them of this week
 */
public record ContractRuleLine(
    String rule,
    long version,
    String subject,
    String severity,
    String owner,
    String text,
    Span span,
    long checkedCount,
    long metCount,
    @Nullable Double metRatio,
    @Nullable Variation variation,
    long openCount,
    long newOpenCount) {
  /** Refuses a ratio that no format can show. */
  public ContractRuleLine {
    Finite.require("ratio of rule " + rule, metRatio);
  }

  /** Those that broke the rule. */
  public long brokenCount() {
    return checkedCount - metCount;
  }

  /** What a rule was checked on. */
  public enum Span {
    /** What began in the week. */
    WEEK,
    /** What has no time of its own, as it is now. */
    NOW
  }
}
