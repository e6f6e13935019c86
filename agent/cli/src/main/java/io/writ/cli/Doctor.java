package io.writ.cli;

import io.writ.core.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: would the agent start here, and with what? Looks and changes nothing. */
@Command(
    name = "doctor",
    description = "Checks this JDK, the configuration and the journal's directory before a start.",
    mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--policy", paramLabel = "FILE", description = "The policy document.")
  private @Nullable Path policy;

  @Option(names = "--trust", paramLabel = "FILE", description = "The trust file.")
  private @Nullable Path trust;

  @Option(names = "--journal", paramLabel = "DIR", description = "The journal's directory.")
  private @Nullable Path journal;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean isJson;

  Doctor(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = findings();
    int problems = 0;
    for (Finding finding : findings) {
      terminal.out().println(isJson ? json(finding) : text(finding));
      problems += finding.status() == Finding.Status.PROBLEM ? 1 : 0;
    }
    if (!isJson) {
      terminal.out().println(summary(problems, isWhole(findings)));
    }
    return problems == 0 ? Exit.OK : Exit.INVALID;
  }

  /** The flag is a note as long as a part of it is not named. */
  private static boolean isWhole(List<Finding> findings) {
    return findings.get(findings.size() - 1).status() == Finding.Status.OK;
  }

  private static String summary(int problems, boolean isWhole) {
    if (problems > 0) {
      return "problems found: " + problems;
    }
    return isWhole
        ? "the agent can start"
        : "nothing against a start; name policy, trust and journal to have them checked";
  }

  private List<Finding> findings() throws IOException {
    Catalogue catalogue = Catalogue.shipped();
    Map<String, String> properties = new HashMap<>();
    System.getProperties()
        .forEach((key, value) -> properties.put(String.valueOf(key), String.valueOf(value)));
    SettingsCheck settings = new SettingsCheck(System.getenv(), properties);
    Path policyFile = settings.path(policy, "policy");
    Path trustNamed = settings.path(trust, "trust");
    boolean isDevelopment = Path.of("development").equals(trustNamed);
    Path trustFile = isDevelopment ? null : trustNamed;
    Path journalRoot = settings.path(journal, "journal");
    List<Finding> findings = new ArrayList<>(JdkCheck.of(catalogue));
    findings.addAll(settings.found());
    findings.add(
        Finding.note(
            "jvm",
            "agents can be loaded into a running JVM unless it is started with"
                + " [-XX:+DisableAttachMechanism -XX:-EnableDynamicAgentLoading]"));
    findings.add(settings.policy(policyFile, trustFile, catalogue, terminal.clock()));
    if (isDevelopment) {
      findings.add(
          Finding.note(
              "trust", "development: the policy counts without a signature, no artifact does"));
    } else {
      findings.addAll(TrustCheck.of(trustFile, terminal.clock().instant()));
    }
    findings.addAll(JournalCheck.of(journalRoot));
    findings.add(settings.flag(policyFile, trustNamed, journalRoot));
    return findings;
  }

  private static String text(Finding finding) {
    return String.format(
        Locale.ROOT,
        "%-8s %-8s %s",
        finding.status().word(),
        finding.subject(),
        Terminal.printable(finding.detail()));
  }

  private static String json(Finding finding) {
    return new JsonLine()
        .text("subject", finding.subject())
        .text("status", finding.status().word())
        .text("detail", finding.detail())
        .end();
  }
}
