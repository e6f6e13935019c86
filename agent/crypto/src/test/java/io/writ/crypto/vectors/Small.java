package io.writ.crypto.vectors;

import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.util.Map;

/** Links with no more in them than there must be. */
final class Small {
  private Small() {}

  /** A root with this {@code authorization_details}, held by {@link Forge#HOLDER}. */
  static Map<String, JsonValue> root(String scope) {
    return root(scope, Forge.HOLDER);
  }

  static Map<String, JsonValue> root(String scope, SigningKey holder) {
    return Forge.claims(
        """
        {"iss":"https://issuer.example","aud":"example.org","iat":1800000000,"exp":1800000200,
         "jti":"01900000-0000-7000-8000-000000000001",
         "may_act":{"sub":"spiffe://example.org/payments"},
         "authorization_details":%s,"cnf":{"jwk":%s},"del_depth":0,"del_max_depth":1}
        """
            .formatted(scope, JsonWriter.write(holder.publicKey().toJwk())));
  }

  /** A child under the root, held by {@link Forge#CHILD_HOLDER}. */
  static Map<String, JsonValue> child(String rootLink, String scope) {
    return child(rootLink, scope, Forge.HOLDER, Forge.CHILD_HOLDER);
  }

  static Map<String, JsonValue> child(
      String rootLink, String scope, SigningKey parent, SigningKey holder) {
    Map<String, JsonValue> child = root(scope, holder);
    child.put("iss", Forge.text(parent.publicKey().thumbprintUri()));
    child.put("jti", Forge.text("01900000-0000-7000-8000-000000000002"));
    child.put("del_depth", new JsonValue.Whole(1));
    child.put("par_hash", Forge.text(Forge.hash(rootLink)));
    return child;
  }
}
