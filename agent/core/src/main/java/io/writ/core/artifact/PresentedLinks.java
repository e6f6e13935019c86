package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The links of a presented artifact: a JSON array of compact links, or one compact link. */
final class PresentedLinks {
  private PresentedLinks() {}

  /** The links' texts, root first, 1 to 9 of them; nothing in them is checked yet. */
  static List<String> split(String presented) throws Rejected {
    if (presented.length() > Limits.ARTIFACT_CHARS) {
      throw new Rejected(
          Reason.TOO_LARGE,
          "artifact has ["
              + presented.length()
              + "] characters, at most ["
              + Limits.ARTIFACT_CHARS
              + "]");
    }
    return presented.startsWith("[") ? fromArray(presented) : List.of(presented);
  }

  private static List<String> fromArray(String presented) throws Rejected {
    List<String> links = new ArrayList<>();
    // A lone surrogate becomes a question mark here, which no link may hold.
    for (JsonValue item : read(presented.getBytes(StandardCharsets.UTF_8))) {
      if (!(item instanceof JsonValue.Text link)) {
        throw new Rejected(
            Reason.MALFORMED,
            "link[" + links.size() + "] is [" + item.typeName() + "], must be [string]");
      }
      links.add(link.value());
    }
    if (links.isEmpty()) {
      throw new Rejected(Reason.MALFORMED, "artifact has no link");
    }
    if (links.size() > Limits.DEPTH + 1) {
      throw new Rejected(
          Reason.DEPTH_EXCEEDED,
          "artifact has [" + links.size() + "] links, at most [" + (Limits.DEPTH + 1) + "]");
    }
    return links;
  }

  private static List<JsonValue> read(byte[] utf8) throws Rejected {
    try {
      return Claim.items(JsonReader.read(utf8), "artifact");
    } catch (EncodingRefused e) {
      throw new Rejected(Reason.MALFORMED, "artifact " + e.problem());
    }
  }
}
