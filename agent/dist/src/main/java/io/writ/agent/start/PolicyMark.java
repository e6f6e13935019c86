package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.LoadedPolicy;
import io.writ.core.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;

/**
 * The newest signed policy that was ever in force over one journal, in a file beside the journals,
 * so that neither a reload nor a restart goes back to an older one, which may grant what was taken
 * away since. The agent's own deny rule for the journal's directory protects the file.
 */
final class PolicyMark {
  private static final String NAME = "policy.version";

  private final Path file;
  private String text;

  private PolicyMark(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads the mark.
   *
   * @param journals the root directory of the journals; it need not exist
   */
  static PolicyMark read(Path journals) throws IOException, ConfigurationRefused {
    Path file = journals.resolve(NAME);
    if (!Files.exists(file)) {
      return new PolicyMark(file, "");
    }
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    if (!text.matches("[A-Za-z0-9._-]{1,64} [0-9]{1,16} [0-9a-f]{64}")) {
      throw new ConfigurationRefused(
          file + ": must hold id, version and digest of the newest policy; restore it");
    }
    return new PolicyMark(file, text);
  }

  /** Refuses what is older than the mark, and another document of the marked version. */
  void check(LoadedPolicy loaded) throws ConfigurationRefused {
    if (text.isEmpty() || !loaded.isSigned()) {
      return;
    }
    String[] marked = text.split(" ", 3);
    Policy policy = loaded.policy();
    if (!marked[0].equals(policy.id())) {
      throw new ConfigurationRefused(
          policy.source()
              + ": is policy "
              + loaded
              + ", and ["
              + marked[0]
              + "] was in force over this journal; a policy keeps its id, or begins a journal"
              + " directory of its own");
    }
    long newest = Long.parseLong(marked[1]);
    boolean isSame = marked[2].equals(HexFormat.of().formatHex(policy.digest()));
    if (policy.version() < newest || (policy.version() == newest && !isSame)) {
      throw new ConfigurationRefused(
          policy.source()
              + ": is version ["
              + policy.version()
              + "], and version ["
              + newest
              + "] was in force already; give it at least ["
              + (newest + 1)
              + "] and sign it anew");
    }
  }

  /** Remembers a policy that comes into force; when that fails, it must not. */
  void raise(LoadedPolicy loaded) throws IOException {
    Policy policy = loaded.policy();
    String newer =
        policy.id() + " " + policy.version() + " " + HexFormat.of().formatHex(policy.digest());
    if (!loaded.isSigned() || newer.equals(text)) {
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(NAME + ".new");
    Files.writeString(fresh, newer + "\n", StandardCharsets.US_ASCII);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    text = newer;
  }
}
