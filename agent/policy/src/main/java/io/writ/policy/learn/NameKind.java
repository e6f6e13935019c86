package io.writ.policy.learn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a component of a path looks like: a name that will be there next time, one that was made for
 * one run, or one that could be a secret. By its spelling alone, so that the same journals give the
 * same answer everywhere.
 */
enum NameKind {
  STABLE,
  /** Temporary, dated, numbered, rotated, or of a process id. */
  VOLATILE,
  /** Looks like a key, a token or a hash; never printed. */
  SECRET;

  private static final Pattern KNOWN_TOKEN =
      Pattern.compile(
          "(?:AKIA|ASIA|ghp_|gho_|ghs_|github_pat_|glpat-|sk-|sk_|rk_|xox[abprs]-|eyJ|hvs\\.)"
              + "[A-Za-z0-9_-]{6,}.*");
  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          ".*(?:secret|token|passw(?:or)?d|passwd|pwd|api_?key|credential)s?[=:].+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern UUID =
      Pattern.compile(
          ".*[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9]{8,}");
  private static final Pattern SPACED_RUN = Pattern.compile("[A-Za-z0-9_+=-]{16,}");
  private static final Pattern FOUR_DIGITS = Pattern.compile(".*[0-9]{4}.*");
  private static final Pattern DATE =
      Pattern.compile(".*(?<![0-9])[0-9]{2}([-_.])[0-9]{2}\\1[0-9]{2}(?![0-9]).*");
  private static final Pattern TEMPORARY =
      Pattern.compile(
          ".*(?:\\.(?:tmp|temp|swp|part|partial)|~)|(?:tmp|temp)(?=.*[0-9])[-_.]?.+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ROTATED =
      Pattern.compile(
          ".*\\.(?:log|out|err|txt|trace|jfr|hprof)\\.[0-9]+(?:\\..*)?"
              + "|.*[.-][0-9]+\\.(?:log|out|err|trace|jfr|hprof)(?:\\..*)?");

  /**
   * What the name looks like.
   *
   * @param pid of the process that used it, in digits; empty when it is not known
   */
  static NameKind of(String name, String pid) {
    if (isSecret(name)) {
      return SECRET;
    }
    boolean isVolatile =
        UUID.matcher(name).matches()
            || hasHexRun(name, 8)
            || FOUR_DIGITS.matcher(name).matches()
            || DATE.matcher(name).matches()
            || TEMPORARY.matcher(name).matches()
            || ROTATED.matcher(name).matches()
            || name.equals(pid)
            || (pid.length() >= 3 && name.contains(pid))
            || !isSpellable(name);
    return isVolatile ? VOLATILE : STABLE;
  }

  private static boolean isSecret(String name) {
    return KNOWN_TOKEN.matcher(name).matches()
        || NAMED_SECRET.matcher(name).matches()
        || (!UUID.matcher(name).matches() && (hasHexRun(name, 16) || isRandom(name)));
  }

  /** Digits and hexadecimal letters, of both at least one: a hash and not a word or a number. */
  private static boolean hasHexRun(String name, int length) {
    Matcher run = RUN.matcher(name);
    while (run.find()) {
      String text = run.group();
      if (text.length() >= length
          && text.matches("[0-9a-f]+|[0-9A-F]+")
          && text.matches(".*[0-9].*")
          && text.matches(".*[A-Fa-f].*")) {
        return true;
      }
    }
    return false;
  }

  /** Letters and digits in turns, as encodings of random bytes have them and names do not. */
  private static boolean isRandom(String name) {
    Matcher run = RUN.matcher(name);
    while (run.find()) {
      if (run.group().length() >= 10 && turns(run.group()) >= 4) {
        return true;
      }
    }
    Matcher spaced = SPACED_RUN.matcher(name);
    while (spaced.find()) {
      String text = spaced.group();
      if (text.matches(".*[A-Z].*") && text.matches(".*[a-z].*") && turns(text) >= 3) {
        return true;
      }
    }
    return false;
  }

  private static int turns(String text) {
    int turns = 0;
    char last = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      if (isDigit || Character.isLetter(c)) {
        char kind = isDigit ? '0' : 'a';
        turns += last != 0 && last != kind ? 1 : 0;
        last = kind;
      }
    }
    return turns;
  }

  /** A policy would take a dollar and a brace for the beginning of a variable. */
  private static boolean isSpellable(String name) {
    return !name.contains("${")
        && name.codePoints()
            .noneMatch(
                point ->
                    Character.isISOControl(point)
                        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
