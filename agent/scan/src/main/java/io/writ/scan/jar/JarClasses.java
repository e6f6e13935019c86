package io.writ.scan.jar;

import io.writ.scan.graph.ClassFileParser;
import io.writ.scan.graph.ScannedClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;

/**
 * The classes of a jar, as the running JVM would load them: of a multi-release jar those of its
 * feature version. Everything that is read is bounded, because a jar that is scanned is not trusted
 * yet.
 */
final class JarClasses {
  /** The largest jars in use hold about a third of this. */
  static final int MOST_ENTRIES = 200_000;

  /** A class file cannot get near this: its methods are bounded by 64 KiB each. */
  static final int LARGEST_CLASS_BYTES = 16 << 20;

  static final long MOST_BYTES = 1L << 30;

  private final Path file;
  private final ClassFileParser parser;
  private final List<ScannedClass> classes = new ArrayList<>();
  private int jarsInside;
  private long bytesRead;

  private JarClasses(Path file, ClassFileParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads all classes of a jar.
   *
   * @throws ScanRefused when the file or one of its classes cannot be read, or is too large
   */
  static JarClasses read(Path file, ClassFileParser parser) throws ScanRefused {
    JarClasses jar = new JarClasses(file, parser);
    try (JarFile open = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      if (open.size() > MOST_ENTRIES) {
        throw new ScanRefused(
            file + ": has " + open.size() + " entries, and " + MOST_ENTRIES + " are the most");
      }
      for (JarEntry entry : open.versionedStream().toList()) {
        jar.read(open, entry);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ScanRefused(
          file
              + ": cannot be read as a jar ("
              + e.getMessage()
              + "); give the path of an intact one");
    }
    return jar;
  }

  List<ScannedClass> classes() {
    return classes;
  }

  /** How many jars lie in it, which are not looked into. */
  int jarsInside() {
    return jarsInside;
  }

  private void read(JarFile open, JarEntry entry) throws ScanRefused {
    String name = entry.getName();
    if (name.endsWith(".jar")) {
      jarsInside++;
    }
    // META-INF/versions of other feature versions never come here; a stray class there is no class.
    if (!name.endsWith(".class")
        || name.endsWith("module-info.class")
        || name.startsWith("META-INF/")) {
      return;
    }
    try (InputStream in = open.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(LARGEST_CLASS_BYTES + 1);
      bytesRead += bytes.length;
      if (bytes.length > LARGEST_CLASS_BYTES || bytesRead > MOST_BYTES) {
        throw new ScanRefused(
            file + "!" + name + ": is more than a scan reads; such a class does not load either");
      }
      classes.add(parser.parse(bytes));
    } catch (IOException e) {
      throw new ScanRefused(
          file + "!" + name + ": cannot be read (" + e.getMessage() + "); fetch the jar again");
    } catch (RuntimeException e) {
      // ASM throws what it happens to run into: an index, a class cast, its own message.
      throw new ScanRefused(
          file
              + "!"
              + name
              + ": is no class file that this version knows ("
              + e.getMessage()
              + "); fetch the jar again, or use a newer Writ");
    }
  }
}
