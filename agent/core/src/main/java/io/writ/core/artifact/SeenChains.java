package io.writ.core.artifact;

import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chains, and beginnings of chains, that were verified before, by the SHA-256 of their links. Only
 * what verified enters, so strangers cannot push anything out; the least recently used goes first.
 * Safe for use by many threads.
 */
final class SeenChains {
  /** Characters of all links kept; a chain's objects weigh some five times its characters. */
  private static final int MAX_CHARS = 2 * 1024 * 1024;

  private record Entry(VerifiedLink link, int chars) {}

  private final Map<String, Entry> byDigest = new LinkedHashMap<>(64, 0.75f, true);
  private int chars;

  /** For each n the digest of the first n + 1 links, base64url. */
  static List<String> digests(List<String> links) {
    List<String> digests = new ArrayList<>(links.size());
    MessageDigest running = Sha256.begin();
    try {
      for (String link : links) {
        if (!digests.isEmpty()) {
          running.update((byte) ',');
        }
        running.update(link.getBytes(StandardCharsets.UTF_8));
        digests.add(Base64Url.encode(((MessageDigest) running.clone()).digest()));
      }
      return digests;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JDK's SHA-256 cannot be cloned", e);
    }
  }

  /**
   * The link that ends a chain with this digest, or null.
   *
   * @param depth how many links stand above it. Without it {@code ["a,b"]}, one text that is no
   *     link, would be found as {@code ["a","b"]} was, since both have one digest.
   */
  synchronized @Nullable VerifiedLink find(String digest, int depth) {
    Entry entry = byDigest.get(digest);
    return entry == null || entry.link.claims().depth() != depth ? null : entry.link;
  }

  synchronized void add(String digest, VerifiedLink link, int length) {
    if (byDigest.put(digest, new Entry(link, length)) == null) {
      chars += length;
    }
    var oldest = byDigest.values().iterator();
    while (chars > MAX_CHARS && oldest.hasNext()) {
      chars -= oldest.next().chars;
      oldest.remove();
    }
  }
}
