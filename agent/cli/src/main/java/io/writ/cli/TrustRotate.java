package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.RevocationSettings;
import io.writ.config.TrustFile;
import io.writ.core.artifact.Quorum;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code writ trust rotate}: a new key beside an old one, and later the old one out. */
@Command(
    name = "rotate",
    description = {
      "Pins a new key beside an old one, or takes an old one out, or both at once.",
      "Artifacts of the old key count until it is retired."
    },
    mixinStandardHelpOptions = true)
final class TrustRotate implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "TRUST", description = "The trust file.")
  private Path file = Path.of("");

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private @Nullable Successor successor;

  @Option(names = "--retire", paramLabel = "KID", description = "Take this key out.")
  private @Nullable String retired;

  /** The new key. */
  static final class Successor {
    @Option(names = "--kid", required = true, paramLabel = "KID", description = "The old key.")
    private String old = "";

    @Option(names = "--jwk", required = true, paramLabel = "FILE", description = "The new key.")
    private Path jwk = Path.of("");

    @Option(names = "--new-kid", required = true, paramLabel = "KID", description = "Its key id.")
    private String keyId = "";
  }

  TrustRotate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, ConfigurationRefused, Failure {
    if (successor == null && retired == null) {
      throw new Failure(Exit.USAGE, "nothing to do; give --kid, --jwk and --new-kid, or --retire");
    }
    ReplacedFile replaced = ReplacedFile.read(file);
    String before = replaced.before();
    if (before == null) {
      throw new Failure(Exit.IO, file + ": does not exist; name the trust file");
    }
    TrustEdit edit = new TrustEdit(file, before);
    List<String> lines = new ArrayList<>();
    if (successor != null) {
      pin(edit, successor, lines);
    }
    if (retired != null) {
      retire(edit, retired, lines);
    }
    edit.save(replaced);
    lines.forEach(terminal.out()::println);
    return Exit.OK;
  }

  private void pin(TrustEdit edit, Successor next, List<String> lines)
      throws IOException, ConfigurationRefused, Failure {
    if (!PinnedKeys.isKeyId(next.keyId)) {
      throw new Failure(Exit.USAGE, "--new-kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    PublicKey key = KeyFiles.readPublic(next.jwk);
    for (TrustEdit.Keys keys : listsOf(edit.trust(), next.old, "--kid")) {
      Map<String, PublicKey> pinned = keys.of(edit.trust()).byKeyId();
      PublicKey there = pinned.get(next.keyId);
      if (there != null) {
        throw new Failure(
            Exit.INVALID,
            file
                + ": --new-kid ["
                + next.keyId
                + (there.equals(key)
                    ? "] is pinned already, with this key"
                    : "] stays with another key; choose a new one"));
      }
      if (pinned.containsValue(key)) {
        throw new Failure(
            Exit.INVALID, file + ": --jwk is a key that is pinned already; make a new one");
      }
      edit.pin(keys, next.keyId, key);
      lines.add("pinned " + next.keyId + " " + key + " beside " + next.old + " as " + keys.key());
    }
    noteReferences(edit.trust(), next, lines);
  }

  /** What names the old key by its id, or counts it, does not follow. */
  private static void noteReferences(TrustFile trust, Successor next, List<String> lines) {
    RevocationSettings revocations = trust.revocations();
    if (revocations != null
        && revocations.signers().find(next.old) != null
        && revocations.signers().find(next.keyId) == null) {
      lines.add("note: revocations.signers names " + next.old + " and not " + next.keyId);
    }
    PublicKey old = trust.cosigners().find(next.old);
    for (Quorum quorum : trust.quorums()) {
      if (old != null && quorum.of().contains(old.thumbprint())) {
        lines.add("note: a quorum names " + next.old + " and not " + next.keyId);
      }
    }
    if (trust.authorities().find(next.old) != null) {
      lines.add("note: a policy that limits authorities must name " + next.keyId + " too");
    }
  }

  private void retire(TrustEdit edit, String keyId, List<String> lines) throws Failure {
    for (TrustEdit.Keys keys : listsOf(edit.trust(), keyId, "--retire")) {
      if (keys.of(edit.trust()).byKeyId().size() == 1) {
        throw new Failure(
            Exit.INVALID,
            file
                + ": --retire ["
                + keyId
                + "] is the only one of ["
                + keys.key()
                + "]; pin another first");
      }
      try {
        edit.retire(keys, keyId);
      } catch (ConfigurationRefused e) {
        throw new Failure(
            Exit.INVALID, "--retire [" + keyId + "]: still in use: " + e.getMessage());
      }
      lines.add("retired " + keyId + " of " + keys.key());
    }
  }

  private List<TrustEdit.Keys> listsOf(TrustFile trust, String keyId, String option)
      throws Failure {
    List<TrustEdit.Keys> lists = new ArrayList<>();
    for (TrustEdit.Keys keys : TrustEdit.Keys.values()) {
      if (keys.of(trust).find(keyId) != null) {
        lists.add(keys);
      }
    }
    if (lists.isEmpty()) {
      throw new Failure(
          Exit.INVALID, file + ": " + option + " [" + keyId + "] is none of " + allKeyIds(trust));
    }
    return lists;
  }

  private static List<String> allKeyIds(TrustFile trust) {
    List<String> keyIds = new ArrayList<>(trust.authorities().byKeyId().keySet());
    keyIds.addAll(trust.cosigners().byKeyId().keySet());
    keyIds.addAll(trust.policySigners().byKeyId().keySet());
    return keyIds;
  }
}
