package io.writ.replay;

import io.writ.core.lineage.GenesisField;
import io.writ.replay.JournalVerdict.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Several journals verified together: each by itself, then what each says of the one before it.
 *
 * @param verdicts in the order given
 * @param missing ids of previous journals that a GENESIS names and that were not given
 */
public record JournalSet(List<JournalVerdict> verdicts, List<String> missing) {
  private static final int MAX_LOOKS = 8;

  public JournalSet {
    verdicts = List.copyOf(verdicts);
    missing = List.copyOf(missing);
  }

  /** Verifies all but signatures, and hands their records on, journal after journal. */
  public static JournalSet verify(List<JournalFiles> journals, RecordVisitor visitor)
      throws IOException {
    return verify(journals, visitor, SealTrust.rootsOnly());
  }

  /** Verifies all and hands their records on, journal after journal. */
  public static JournalSet verify(
      List<JournalFiles> journals, RecordVisitor visitor, SealTrust trust) throws IOException {
    List<JournalVerdict> verdicts = new ArrayList<>();
    Map<String, List<Integer>> byId = new HashMap<>();
    for (JournalFiles journal : journals) {
      JournalVerdict verdict =
          stable(new JournalVerifier(visitor, trust).verify(journal), journal, trust);
      byId.computeIfAbsent(value(verdict, GenesisField.JOURNAL), id -> new ArrayList<>())
          .add(verdicts.size());
      verdicts.add(verdict);
    }
    List<String> missing = new ArrayList<>();
    for (JournalVerdict witness : List.copyOf(verdicts)) {
      String previous = value(witness, GenesisField.PREVIOUS_JOURNAL);
      if (previous.isEmpty()) {
        continue; // The first boot, or a journal that died before its GENESIS.
      }
      for (int at : byId.getOrDefault(previous, List.of())) {
        verdicts.set(at, confront(verdicts.get(at), witness)); // Of a fork, each copy.
      }
      if (!byId.containsKey(previous) && !missing.contains(previous)) {
        missing.add(previous);
      }
    }
    return new JournalSet(verdicts, missing);
  }

  /**
   * Looks again at what seems tampered with. A journal that is written meanwhile can look so: a
   * read is no snapshot of what is written during it. Evidence stays where it is; that does not.
   */
  private static JournalVerdict stable(JournalVerdict first, JournalFiles journal, SealTrust trust)
      throws IOException {
    JournalVerdict verdict = first;
    for (int looks = 1; verdict.state() == State.TAMPERED && looks < MAX_LOOKS; looks++) {
      JournalFiles now = JournalFiles.at(journal.name()).get(0); // Segments come and are pruned.
      JournalVerdict again = new JournalVerifier(record -> {}, trust).verify(now);
      if (Objects.equals(again.firstBad(), verdict.firstBad())) {
        return verdict;
      }
      verdict = again;
    }
    return verdict;
  }

  private static JournalVerdict confront(JournalVerdict journal, JournalVerdict witness) {
    String records = Long.toString(journal.counts().records());
    boolean isSameRoot =
        isSameRoot(value(witness, GenesisField.PREVIOUS_ROOT), journal.seals().rootHex());
    boolean isSame =
        value(witness, GenesisField.PREVIOUS_RECORDS).equals(records)
            && value(witness, GenesisField.PREVIOUS_CHAIN).equals(journal.lastChainHex())
            && isSameRoot;
    boolean wasReadable = !value(witness, GenesisField.PREVIOUS_END).equals("unreadable");
    if (isSame || !wasReadable || journal.firstBad() != null) {
      return journal;
    }
    return journal.tampered(
        new BadRecord(
            journal.counts().records(),
            journal.name(),
            0,
            "expected ["
                + value(witness, GenesisField.PREVIOUS_RECORDS)
                + "] records and chain ["
                + value(witness, GenesisField.PREVIOUS_CHAIN)
                + "] as journal ["
                + value(witness, GenesisField.JOURNAL)
                + "] says, found ["
                + records
                + "] and ["
                + journal.lastChainHex()
                + "]"
                + (isSameRoot ? "" : ", and another root")));
  }

  /** One that either does not know says nothing. */
  private static boolean isSameRoot(String told, String found) {
    return told.isEmpty() || found.isEmpty() || told.equals(found);
  }

  private static String value(JournalVerdict verdict, GenesisField field) {
    return verdict.genesis().getOrDefault(field.key(), "");
  }
}
