package io.writ.core.catalogue;

import io.writ.core.catalogue.Act.Slot;
import io.writ.core.catalogue.Act.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of sites, one line per JDK method. The column of acts is either a list, {@code
 * jdk:file.read path=open(a); jdk:file.delete path=entry(a)}, whose values are read from the gate's
 * slots {@code a}, {@code b} and {@code n} or stand there in quotes; or the name of an extractor
 * and the actions that it may ask for, {@code OPEN_PATH jdk:file.read jdk:file.write}.
 */
final class SiteTable {
  private static final int COLUMNS = 7;

  private final String name;
  private final Map<String, List<String>> actions;
  private int line;

  SiteTable(String name, Map<String, List<String>> actions) {
    this.name = name;
    this.actions = actions;
  }

  List<JdkSite> read(String table) {
    List<JdkSite> sites = new ArrayList<>();
    for (String text : Catalogue.split(table, "\n")) {
      line++;
      if (!text.isEmpty() && !text.startsWith("#")) {
        List<String> row = Catalogue.split(text, "\t");
        if (row.size() != COLUMNS) {
          throw bad(COLUMNS + " columns wanted, found " + row.size());
        }
        sites.add(site(row));
      }
    }
    return sites;
  }

  private JdkSite site(List<String> row) {
    String acts = row.get(3);
    boolean isList = acts.indexOf(':') < acts.indexOf(' ') || acts.indexOf(' ') < 0;
    int space = acts.indexOf(' ');
    Extractor extractor = isList ? null : extractor(acts.substring(0, space));
    List<String> jdks = Catalogue.split(row.get(5), "-");
    return new JdkSite(
        row.get(0),
        row.get(1),
        row.get(2),
        extractor,
        isList ? acts(acts) : extracted(acts.substring(space + 1)),
        parameters(row.get(4)),
        number(jdks.get(0)),
        jdks.size() < 2 || jdks.get(1).isEmpty() ? Integer.MAX_VALUE : number(jdks.get(1)),
        row.get(6));
  }

  private Extractor extractor(String text) {
    return Arrays.stream(Extractor.values())
        .filter(extractor -> extractor.name().equals(text))
        .findFirst()
        .orElseThrow(() -> bad("no extractor [" + text + "]"));
  }

  private List<Act> extracted(String text) {
    List<Act> acts = new ArrayList<>();
    for (String action : Catalogue.split(text, " ")) {
      argumentNames(action);
      acts.add(new Act(action, List.of()));
    }
    return acts;
  }

  private List<Act> acts(String text) {
    List<Act> acts = new ArrayList<>();
    for (String act : Catalogue.split(text, "; ")) {
      List<String> words = Catalogue.split(act, " ");
      List<String> names = argumentNames(words.get(0));
      if (names.size() != words.size() - 1) {
        throw bad("[" + words.get(0) + "] has the arguments " + names);
      }
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        values.add(value(names.get(i), words.get(i + 1)));
      }
      acts.add(new Act(words.get(0), values));
    }
    return acts;
  }

  private Value value(String argument, String text) {
    if (!text.startsWith(argument + "=")) {
      throw bad("wanted [" + argument + "=…], found [" + text + "]");
    }
    String source = text.substring(argument.length() + 1);
    if (source.startsWith("'") && source.endsWith("'")) {
      return new Value(Reader.CONSTANT, Slot.NONE, source.substring(1, source.length() - 1));
    }
    int open = source.indexOf('(');
    @Nullable Reader reader = null;
    for (Reader candidate : Reader.values()) {
      if (open > 0 && candidate.name().equals(source.substring(0, open).toUpperCase(Locale.ROOT))) {
        reader = candidate;
      }
    }
    if (reader == null || !source.endsWith(")") || source.length() != open + 3) {
      throw bad("no reader in [" + text + "]");
    }
    return new Value(
        reader, Slot.valueOf(source.substring(open + 1, open + 2).toUpperCase(Locale.ROOT)), "");
  }

  private List<String> argumentNames(String action) {
    List<String> names = actions.get(action);
    if (names == null) {
      throw bad("no action [" + action + "]");
    }
    return names;
  }

  private List<JdkSite.Parameter> parameters(String column) {
    List<JdkSite.Parameter> parameters = new ArrayList<>();
    for (String text : column.isEmpty() ? List.<String>of() : Catalogue.split(column, ",")) {
      boolean isCopied = text.startsWith("!");
      String index = isCopied ? text.substring(1) : text;
      parameters.add(
          new JdkSite.Parameter(index.equals("this") ? JdkSite.RECEIVER : number(index), isCopied));
    }
    return parameters;
  }

  private int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw bad("[" + text + "] is not a number");
    }
  }

  private IllegalArgumentException bad(String problem) {
    return new IllegalArgumentException(name + ":" + line + ": " + problem);
  }
}
