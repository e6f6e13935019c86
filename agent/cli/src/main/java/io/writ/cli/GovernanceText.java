package io.writ.cli;

import io.writ.core.encoding.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code writ.gov} as it is typed: {@code ticket=T,class=C,purpose=P,retention=R}. */
final class GovernanceText {
  private static final Pattern MEMBER =
      Pattern.compile("(ticket|class|purpose|retention)=.+", Pattern.DOTALL);

  // Not at every comma: a purpose is prose.
  private static final Pattern NEXT = Pattern.compile(",(?=(?:ticket|class|purpose|retention)=)");

  private GovernanceText() {}

  static JsonValue parse(String text) throws Failure {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (String member : NEXT.split(text, -1)) {
      if (!MEMBER.matcher(member).matches()) {
        throw refused(
            text, "write ticket=…, class=…, purpose=… or retention=…, with commas between");
      }
      int equals = member.indexOf('=');
      String name = member.substring(0, equals);
      if (members.put(name, new JsonValue.Text(member.substring(equals + 1))) != null) {
        throw refused(text, name + " is there twice; keep one");
      }
    }
    return new JsonValue.Members(members);
  }

  private static Failure refused(String text, String problem) {
    return new Failure(Exit.USAGE, "--governance [" + text + "]: " + problem);
  }
}
