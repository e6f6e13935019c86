package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One text or an array of them, as RFC 7519 wants {@code aud}. */
final class TextList {
  private TextList() {}

  static List<String> read(@Nullable JsonValue json, int limit, String path) throws Rejected {
    if (json == null || json instanceof JsonValue.Text) {
      return List.of(Claim.text(json, path));
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue item : Claim.items(json, path)) {
      texts.add(Claim.text(item, path + "[" + texts.size() + "]"));
    }
    if (texts.isEmpty()) {
      throw new Rejected(Reason.CLAIM_INVALID, path + " is empty");
    }
    if (texts.size() > limit) {
      throw new Rejected(
          Reason.TOO_LARGE, path + " has [" + texts.size() + "] values, at most [" + limit + "]");
    }
    return List.copyOf(texts);
  }
}
