package io.writ.cli;

import io.writ.core.lineage.ConfigField;
import io.writ.replay.ConfigurationRecord;
import java.util.Locale;

/** A change of policy as one line of text or JSON. */
final class ConfigurationText {
  private ConfigurationText() {}

  static String row(ConfigurationRecord record) {
    return String.format(
        Locale.ROOT,
        "%8d  %-30s  %-10s  %s",
        record.sequence(),
        RecordText.iso(record.wallNanos()),
        ShownText.neutral(record.value(ConfigField.OUTCOME)),
        record.isInForce() ? inForce(record) : refused(record));
  }

  private static String inForce(ConfigurationRecord record) {
    String signer = record.value(ConfigField.POLICY_SIGNER);
    return ShownText.neutral(
        "policy "
            + record.value(ConfigField.POLICY_ID)
            + " v"
            + record.value(ConfigField.POLICY_VERSION)
            + " "
            + record.value(ConfigField.POLICY_DIGEST)
            + (signer.isEmpty() ? ", not signed" : ", signed by " + signer));
  }

  private static String refused(ConfigurationRecord record) {
    return ShownText.neutral("a policy: " + record.value(ConfigField.DETAIL));
  }

  static String json(ConfigurationRecord record) {
    JsonLine line = new JsonLine();
    line.text("journal", record.journal()).number("seq", record.sequence());
    line.text("type", "CONFIG").text("time", RecordText.iso(record.wallNanos()));
    record.values().forEach(line::text);
    return line.end();
  }
}
