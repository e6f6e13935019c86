package io.writ.crypto.vectors;

import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.crypto.Beside;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A chain of many links, each of which expires a second before its parent. */
final class Ladder {
  private Ladder() {}

  static String proven(int count) {
    List<String> links = new ArrayList<>();
    SigningKey signer = Forge.AUTHORITY;
    for (int i = 0; i < count; i++) {
      SigningKey holder = Forge.key(60 + i);
      Map<String, JsonValue> claims =
          i == 0
              ? Small.root(Forge.scope("{\"a:b\":{}}"), holder)
              : Small.child(
                  links.get(i - 1), Forge.scope("{\"a:b\":{}}"), Forge.key(60 + i - 1), holder);
      claims.put("jti", Forge.text("01900000-0000-7000-8000-00000000001" + i));
      claims.put("exp", new JsonValue.Whole(Forge.NOW + 200 - i));
      claims.put("del_depth", new JsonValue.Whole(i));
      claims.put("del_max_depth", new JsonValue.Whole(8));
      String header = i == 0 ? Forge.ROOT_HEADER : Forge.CHILD_HEADER;
      links.add(Forge.link(header, JsonWriter.write(new JsonValue.Members(claims)), signer));
      signer = holder;
    }
    return Beside.presented(
        links,
        List.of(),
        Beside.signed("writ-pop+jwt", null, Beside.proof(links.toArray(new String[0])), signer));
  }
}
