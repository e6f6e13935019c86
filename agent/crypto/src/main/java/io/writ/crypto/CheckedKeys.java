package io.writ.crypto;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Ed25519 public keys that were decoded and found in the prime-order subgroup, which is half of the
 * cost of a verification. Only keys that passed are kept, the least recently used goes first, and
 * whoever fills this makes others slower by that half and nothing more. Safe for use by many
 * threads.
 */
final class CheckedKeys {
  private static final int CAPACITY = 1_024;

  private final Map<ByteBuffer, Ed25519.PublicPoint> points =
      new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Ed25519.PublicPoint> eldest) {
          return size() > CAPACITY;
        }
      };

  /** The point that the key encodes, or null when it is not a canonical one of prime order. */
  Ed25519.@Nullable PublicPoint find(byte[] publicKey) {
    ByteBuffer key = ByteBuffer.wrap(publicKey);
    synchronized (points) {
      Ed25519.PublicPoint known = points.get(key);
      if (known != null) {
        return known;
      }
    }
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(publicKey, 0);
    if (point != null) {
      synchronized (points) {
        points.put(ByteBuffer.wrap(publicKey.clone()), point);
      }
    }
    return point;
  }
}
