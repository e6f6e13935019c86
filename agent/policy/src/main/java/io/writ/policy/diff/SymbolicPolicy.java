package io.writ.policy.diff;

import io.writ.config.ConfigurationRefused;
import io.writ.config.PathResolver;
import io.writ.config.PolicyContext;
import io.writ.config.PolicyReader;
import io.writ.core.constraint.RealPath;
import io.writ.core.policy.Policy;
import io.writ.policy.LexicalPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy whose variables stand for themselves: what is said of it holds for every process, as
 * long as a variable is the same in both documents that are compared.
 *
 * <p>{@code ${user.dir}} becomes the path {@code /${user.dir}}, which no document can spell, and
 * {@code ${env.NAME}} a word that may also stand in a host name or a URL.
 */
public final class SymbolicPolicy {
  private static final List<String> PROPERTIES =
      List.of("java.home", "java.io.tmpdir", "user.dir", "user.home", "writ.agent");
  private static final String WORD = "writ-env-";
  private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env\\.([^}]*)}");
  private static final Pattern SHOWN_WORD = Pattern.compile("/?" + WORD + "([0-9a-f]*)-x");
  private static final Pattern UPWARDS = Pattern.compile("(?:.*/)?\\.\\.(?:/.*)?");

  private static final PathResolver PLAIN =
      new LexicalPaths("/${user.dir}", "/proc/${the own process}");

  private SymbolicPolicy() {}

  /**
   * Reads a document.
   *
   * @param actionArguments the argument names of every known action
   * @param properties system properties that are known after all, by name
   * @param environment the same for environment variables
   */
  public static Policy read(
      String source,
      byte[] utf8,
      Map<String, List<String>> actionArguments,
      Map<String, String> properties,
      Map<String, String> environment)
      throws ConfigurationRefused {
    Map<String, String> symbols = new HashMap<>();
    for (String name : PROPERTIES) {
      symbols.put(name, "/${" + name + "}");
    }
    symbols.put("java.class.path", "/${class.path}");
    // A separator of its own: the symbol is one entry whatever stands in it.
    symbols.put("path.separator", properties.containsKey("java.class.path") ? ":" : "\0");
    symbols.putAll(properties);
    Map<String, String> words = new HashMap<>();
    environmentNames(utf8).forEach(name -> words.put(name, word(name)));
    words.putAll(environment);
    return PolicyReader.read(
        source, utf8, new PolicyContext(actionArguments, symbols, words, SymbolicPolicy::resolve));
  }

  /** The environment variables that a document uses. */
  public static List<String> environmentNames(byte[] utf8) {
    return ENVIRONMENT
        .matcher(new String(utf8, StandardCharsets.UTF_8))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  private static RealPath resolve(String path) throws IOException {
    String absolute = path.startsWith(WORD) ? "/" + path : path;
    // What lies above a variable is not known, and [/] is not it.
    if (isUnknown(absolute) && UPWARDS.matcher(absolute).matches()) {
      throw new IOException("[..] beside a variable");
    }
    return PLAIN.resolve(absolute);
  }

  /** In letters that a host name may have; the name of a variable may have others. */
  private static String word(String name) {
    StringBuilder word = new StringBuilder(WORD);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      word.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
    }
    return word.append("-x").toString();
  }

  /** Whether a text holds a variable. */
  public static boolean isUnknown(String text) {
    return text.contains("${") || text.contains(WORD);
  }

  /** The text with variables as documents spell them. */
  public static String shown(String text) {
    Matcher matcher = SHOWN_WORD.matcher(text.replace("/${", "${"));
    return matcher.replaceAll(
        word -> Matcher.quoteReplacement("${env." + name(word.group(1)) + "}"));
  }

  private static String name(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
