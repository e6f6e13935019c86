package io.writ.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a configuration file into memory, with a bound. */
public final class ConfigurationFile {
  private ConfigurationFile() {}

  /**
   * The file's bytes.
   *
   * @param option the option that named the file, for messages
   */
  public static byte[] read(Path file, String option) throws ConfigurationRefused {
    try (var in = Files.newInputStream(file)) {
      // One byte more than is allowed, so that the document's own check can refuse it.
      return in.readNBytes(YamlDocument.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new ConfigurationRefused(
          file + ": does not exist; let option [" + option + "] name the file");
    } catch (IOException e) {
      throw new ConfigurationRefused(
          file
              + ": cannot be read ["
              + e.getClass().getSimpleName()
              + "]; let option ["
              + option
              + "] name a readable file");
    }
  }
}
