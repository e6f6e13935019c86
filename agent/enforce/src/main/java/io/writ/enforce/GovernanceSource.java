package io.writ.enforce;

import io.writ.core.revocation.GovernanceState;

/** What this runtime knows of revocations now; asked at every call. */
public interface GovernanceSource {
  /** For a runtime that is not configured to learn of revocations. */
  GovernanceSource NONE = () -> GovernanceState.NONE;

  /** The state in force. Never blocks and never throws. */
  GovernanceState current();
}
