package dev.aftermath.jobs.domain.cause;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an incident may have in common with others of its cause, the surest first.
 *
 * <p>The identifier of a monitor or of a rule of alerts counts together with what it says: many
 * landscapes have one of them for a whole service, and it then says different things. What a human
 * wrote counts to the letter, numbers included, and only from some words on: people write "login
 * broken" for many causes.
 *
 * @param scope whose titles and sentences are compared
 * @param title masked; empty where a human wrote it or nothing telling is left
 * @param keys the surest first
 */
record Fingerprints(String scope, MaskedTitle title, List<Hashed> keys) {
  private static final MaskedTitle NONE = new MaskedTitle("", List.of());
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern END = Pattern.compile("[\\s.,;:!?]+$");

  /** A fingerprint with its hash, which takes longer to make than all the rest. */
  record Hashed(CauseKey key, long hash) {
    CauseKey.Kind kind() {
      return key.kind();
    }
  }

  static Fingerprints of(CauseSighting incident, CauseRules rules) {
    String scope = rules.scope().of(incident.tenant(), incident.service());
    String title = incident.title() == null ? "" : incident.title();
    MaskedTitle masked =
        incident.isMachineTitled()
            ? MaskedTitle.of(title, incident.service(), incident.tenant())
            : NONE;
    List<CauseKey> keys = new ArrayList<>();
    add(keys, CauseKey.Kind.PROBLEM, "", incident.problem());
    incident.parents().forEach(parent -> add(keys, CauseKey.Kind.PARENT, "", parent));
    add(keys, CauseKey.Kind.CHANGE, "", incident.change());
    if (incident.isMachineTitled()) {
      addSaying(keys, CauseKey.Kind.MONITOR, scope, incident.monitor(), masked.text());
      addSaying(keys, CauseKey.Kind.ALERT_RULE, scope, incident.alertRule(), masked.text());
      add(keys, CauseKey.Kind.TEMPLATE, scope, masked.text());
    }
    if (incident.sentence() != null && tellsACause(incident.sentence(), rules)) {
      add(keys, CauseKey.Kind.SENTENCE, scope, incident.sentence());
    }
    if (!incident.isMachineTitled() && wordCount(title) >= rules.fewestWords()) {
      add(keys, CauseKey.Kind.TITLE, scope, level(title));
    }
    return new Fingerprints(
        scope, masked, keys.stream().map(key -> new Hashed(key, key.hash())).toList());
  }

  static String comparedTitle(CauseSighting incident) {
    String title = incident.title() == null ? "" : incident.title();
    return incident.isMachineTitled()
        ? MaskedTitle.of(title, incident.service(), incident.tenant()).text()
        : level(title);
  }

  private static void add(
      List<CauseKey> keys, CauseKey.Kind kind, String scope, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      keys.add(new CauseKey(kind, scope, text.strip()));
    }
  }

  private static void addSaying(
      List<CauseKey> keys, CauseKey.Kind kind, String scope, @Nullable String who, String what) {
    if (who != null && !who.isBlank()) {
      keys.add(new CauseKey(kind, scope, who.strip() + "\n" + what));
    }
  }

  private static boolean tellsACause(String sentence, CauseRules rules) {
    return wordCount(sentence.replaceAll("<[a-z]+>", " ")) >= rules.fewestWords()
        && rules.sayNothing().stream().noneMatch(sentence::contains);
  }

  private static String level(String title) {
    String folded = Normalizer.normalize(title, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return END.matcher(SPACES.matcher(folded).replaceAll(" ").strip()).replaceAll("");
  }

  private static long wordCount(String text) {
    return SPACES
        .splitAsStream(text)
        .filter(word -> word.codePoints().filter(Character::isLetter).count() >= 2)
        .count();
  }
}
