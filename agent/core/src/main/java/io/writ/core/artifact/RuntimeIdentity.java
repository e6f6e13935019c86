package io.writ.core.artifact;

/**
 * Who this runtime is when an artifact names runtimes.
 *
 * @param id a SPIFFE or WIMSE id, for example {@code spiffe://example.org/payments}
 * @param audience the trust domain, for example {@code example.org}
 */
public record RuntimeIdentity(String id, String audience) {

  /**
   * @throws IllegalArgumentException when the id is not a full runtime id or the audience is empty
   */
  public RuntimeIdentity {
    if (!RuntimeName.isFull(id)) {
      throw new IllegalArgumentException("not a runtime id");
    }
    if (audience.isBlank()) {
      throw new IllegalArgumentException("no audience");
    }
  }
}
