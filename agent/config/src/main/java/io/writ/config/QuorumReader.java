package io.writ.config;

import io.writ.core.jws.PinnedKeys;
import io.writ.core.policy.KeyQuorum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code quorum: {k: n, of: [kid, …]}} of a policy. */
final class QuorumReader {
  private QuorumReader() {}

  static @Nullable KeyQuorum read(@Nullable YamlValue value) throws ConfigurationRefused {
    if (value == null) {
      return null;
    }
    YamlMap map = YamlMap.of(value, "quorum");
    map.checkKeys(List.of("k", "of"));
    List<String> keyIds = new ArrayList<>();
    for (YamlValue item : map.require("of").items("of")) {
      String keyId = item.text("kid");
      if (!PinnedKeys.isKeyId(keyId)) {
        throw item.refused("kid must be 1 to 64 of [A-Za-z0-9._-]");
      }
      if (keyIds.contains(keyId)) {
        throw item.refused("kid [" + keyId + "] is there twice; keep one");
      }
      keyIds.add(keyId);
    }
    YamlValue k = map.require("k");
    BigDecimal number = k.number("k");
    if (number.scale() != 0
        || number.signum() <= 0
        || number.compareTo(BigDecimal.valueOf(keyIds.size())) > 0) {
      throw k.refused("k must be from [1] to the [" + keyIds.size() + "] keys of [of]");
    }
    return new KeyQuorum(number.intValueExact(), keyIds);
  }
}
