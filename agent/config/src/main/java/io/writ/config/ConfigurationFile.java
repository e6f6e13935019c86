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
    return read(file, option, YamlDocument.MAX_BYTES);
  }

  /**
   * The same with another bound.
   *
   * @param maxBytes one byte more is read, so that the document's own check can refuse it
   */
  public static byte[] read(Path file, String option, int maxBytes) throws ConfigurationRefused {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(maxBytes + 1);
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
