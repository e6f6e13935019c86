package io.writ.core.jws;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys that the trust configuration pins, by key id. */
public final class PinnedKeys {
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Map<String, PublicKey> byKeyId;

  /**
   * @throws IllegalArgumentException when a key id is not 1 to 64 of {@code A-Za-z0-9._-}
   */
  public PinnedKeys(Map<String, PublicKey> byKeyId) {
    this.byKeyId = Collections.unmodifiableMap(new LinkedHashMap<>(byKeyId));
    for (String keyId : this.byKeyId.keySet()) {
      if (!isKeyId(keyId)) {
        throw new IllegalArgumentException("not a key id");
      }
    }
  }

  /** Whether the text can be a {@code kid}. */
  public static boolean isKeyId(String text) {
    return KEY_ID.matcher(text).matches();
  }

  /** The key, or null. */
  public @Nullable PublicKey find(String keyId) {
    return byKeyId.get(keyId);
  }

  /** All keys, unmodifiable. */
  public Map<String, PublicKey> byKeyId() {
    return byKeyId;
  }
}
