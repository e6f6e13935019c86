package io.writ.core.artifact;

import io.writ.core.encoding.Base64Url;

/**
 * A policy document by name and content.
 *
 * @param id the policy's {@code id}
 * @param digest the document's SHA-256 as RFC 6920 name, {@code ni:///sha-256;} and base64url
 */
public record PolicyPin(String id, String digest) {

  /** The pin for a document with this SHA-256. */
  public static PolicyPin of(String id, byte[] sha256) {
    return new PolicyPin(id, "ni:///sha-256;" + Base64Url.encode(sha256));
  }
}
