package io.writ.journal;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.RecordSinkFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers a record may use, and which of them the current segment does not define yet.
 * Guarded by the append lock; asking allocates nothing.
 *
 * <p>Sites, actions and rules stay for the life of the journal. A principal or an artifact goes
 * when the dictionary has forgotten it and neither this segment nor the one before defines it. So
 * what is kept beyond the dictionary's own is never more than two segments hold.
 */
final class Definitions {
  private final Forever sites = new Forever(DictionaryKind.SITE);
  private final Forever actions = new Forever(DictionaryKind.ACTION);
  private final Forever rules = new Forever(DictionaryKind.RULE);
  private final Map<Key, Definition> principals = new HashMap<>();
  private final Map<Key, Definition> artifacts = new HashMap<>();
  private final Key probe = new Key();
  private final List<Definition> missing = new ArrayList<>();
  private long segment;
  private long missingBytes;

  /** From now on nothing is defined until it is written again. */
  void begin(long newSegment) {
    segment = newSegment;
    principals.values().removeIf(this::isForgotten);
    artifacts.values().removeIf(this::isForgotten);
  }

  /** Takes a definition whose records are about to be written for the first time. */
  void add(Definition definition) {
    switch (definition.kind) {
      case SITE -> sites.add(definition);
      case ACTION -> actions.add(definition);
      case RULE -> rules.add(definition);
      case PRINCIPAL -> principals.put(Key.of(definition.number), definition);
      case ARTIFACT -> artifacts.put(Key.of(definition.digest), definition);
      case LINK -> {} // Found through its artifact.
      case POLICY, TRUST, REVOCATIONS, STATUS_LIST -> {} // No record names them.
    }
  }

  /** Finds what the segment lacks for a draft; see {@link #missing} and {@link #missingBytes}. */
  void collectFor(RecordDraft draft) {
    clear();
    lackedBy(draft, false);
  }

  /** As {@link #collectFor}, in a segment that defines nothing yet. */
  void collectAllFor(RecordDraft draft) {
    clear();
    lackedBy(draft, true);
  }

  /** Finds what the segment lacks for this definition, with itself. */
  void collectFor(Definition definition) {
    clear();
    lacked(definition, false);
  }

  /** As {@link #collectFor}, in a segment that defines nothing yet. */
  void collectAllFor(Definition definition) {
    clear();
    lacked(definition, true);
  }

  void clear() {
    missing.clear();
    missingBytes = 0;
  }

  /** In the order in which they must be written. */
  List<Definition> missing() {
    return missing;
  }

  /** At most as many bytes as the missing ones take. */
  long missingBytes() {
    return missingBytes;
  }

  private void lackedBy(RecordDraft draft, boolean isAll) {
    lacked(sites.find(draft.siteId), isAll);
    lacked(actions.find(draft.actionId), isAll);
    lacked(rules.find(draft.ruleId), isAll);
    if (draft.principalId != 0) {
      Definition principal = principals.get(probe.at(draft.principalId));
      if (principal == null) {
        throw unknown(DictionaryKind.PRINCIPAL, draft.principalId);
      }
      lacked(principal, isAll);
    }
    byte[] digest = draft.artifactDigest;
    if (digest != null) {
      // One that was forgotten is in an earlier segment; the digest says which it is.
      lacked(artifacts.get(probe.at(digest)), isAll);
    }
  }

  private void lacked(@Nullable Definition definition, boolean isAll) {
    if (definition == null || (definition.definedIn == segment && !isAll)) {
      return;
    }
    for (int i = 0; i < definition.links.size(); i++) {
      lacked(definition.links.get(i), isAll);
    }
    missing.add(definition);
    missingBytes += definition.framedBytes();
  }

  private boolean isForgotten(Definition definition) {
    return !definition.isRemembered && definition.definedIn < segment - 1;
  }

  private static RecordSinkFailure unknown(DictionaryKind kind, int number) {
    return new RecordSinkFailure(
        "journal: number ["
            + number
            + "] of kind ["
            + kind
            + "] stands for no text, or for one not used for two segments; intern the text again");
  }

  /** The definitions of a kind of which there are as many as the program and its policy have. */
  private static final class Forever {
    private final DictionaryKind kind;
    private @Nullable Definition[] byNumber = new @Nullable Definition[64];

    Forever(DictionaryKind kind) {
      this.kind = kind;
    }

    void add(Definition definition) {
      if (definition.number >= byNumber.length) {
        byNumber = Arrays.copyOf(byNumber, 2 * definition.number);
      }
      byNumber[definition.number] = definition;
    }

    @Nullable Definition find(int number) {
      if (number == 0) {
        return null;
      }
      Definition found = number > 0 && number < byNumber.length ? byNumber[number] : null;
      if (found == null) {
        throw unknown(kind, number);
      }
      return found;
    }
  }

  /** A number or a digest; one that changes is used to ask, so that asking allocates nothing. */
  private static final class Key {
    private int number;
    private byte[] digest = NONE;
    private static final byte[] NONE = new byte[0];

    static Key of(int number) {
      return new Key().at(number);
    }

    static Key of(byte @Nullable [] digest) {
      return new Key().at(digest == null ? NONE : digest.clone());
    }

    Key at(int newNumber) {
      number = newNumber;
      digest = NONE;
      return this;
    }

    Key at(byte[] newDigest) {
      number = newDigest.length < Integer.BYTES ? 0 : prefix(newDigest);
      digest = newDigest;
      return this;
    }

    private static int prefix(byte[] digest) {
      return digest[0] << 24
          | (digest[1] & 0xFF) << 16
          | (digest[2] & 0xFF) << 8
          | (digest[3] & 0xFF);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && number == key.number && Arrays.equals(digest, key.digest);
    }

    @Override
    public int hashCode() {
      return number * 0x9E3779B9;
    }
  }
}
