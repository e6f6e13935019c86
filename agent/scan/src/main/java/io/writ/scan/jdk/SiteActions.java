package io.writ.scan.jdk;

import io.writ.core.catalogue.JdkSite;
import java.util.List;

/** Which actions a site of the catalogue asks for. */
final class SiteActions {
  private SiteActions() {}

  static List<String> of(JdkSite site) {
    return switch (site.extractor()) {
      case COMMAND -> List.of("jdk:process.start");
      case READ_NAME -> List.of("jdk:file.read");
      case WRITE_NAME, WRITE_FILE, WRITE_TEMPORARY, WRITE_AT, WRITE_PATH ->
          List.of("jdk:file.write");
      case DELETE_FILE, DELETE_AT, DELETE_PATH -> List.of("jdk:file.delete");
      case RANDOM_ACCESS, LINK_PATH, COPY_PATH -> List.of("jdk:file.read", "jdk:file.write");
      case RENAME_FILE, OPEN_PATH, OPEN_AT, MOVE_PATH ->
          List.of("jdk:file.read", "jdk:file.write", "jdk:file.delete");
      case MOVE_FROM_AT -> List.of("jdk:file.read", "jdk:file.delete");
      case CONNECT -> List.of("jdk:net.connect");
      case BIND, BIND_PORT -> List.of("jdk:net.bind");
      case LIBRARY_FILE, LIBRARY_NAME -> List.of("jdk:code.native");
      case STATUS -> List.of("jdk:runtime.exit");
      case SELF_TEST -> List.of("writ:self-test");
    };
  }
}
